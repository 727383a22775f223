using System.Diagnostics;
using System.Globalization;

namespace MashaBot.Formulas.Bench;

/// <summary>The same file of pairs, read and compared by us, by KAS (Node) and by SymPy (Python), one after the other, each on one core. A bot runs for months:
/// what is measured is what each does once it is warm. We and KAS get <see cref="WarmSeconds"/> before the rounds, SymPy one round, which is longer.</summary>
internal static class Peers
{
    private const int Rounds = 5;
    private const int WarmSeconds = 15;
    private const int RoundSeconds = 2;

    public static int Run()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "peers");
        var pairs = Path.Combine(AppContext.BaseDirectory, "pairs.tsv");
        Console.WriteLine($"{Pair.All.Length} pairs, {Pair.All.Count(pair => pair.AreEqual)} of them equal; {WarmSeconds} s to warm up, then {Rounds} rounds of {RoundSeconds} s, the median and the best");
        var ours = Ours();
        var kas = Told("KAS", "node", Path.Combine(folder, "kas.js"), pairs);
        var sympy = Told("SymPy", "python3", Path.Combine(folder, "sympy_pairs.py"), pairs);
        foreach (var (name, peer) in new[] { ("KAS", kas), ("SymPy", sympy) })
            if (peer is { } rate) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MashaBot ÷ {name}: {ours / rate:0}"));
        return 0;
    }

    private static double Ours()
    {
        var rates = new List<double>();
        var wrong = Pair.All.Where(pair => pair.Judge() != pair.AreEqual).ToList();      // the warming up
        Rate(WarmSeconds);
        for (var round = 0; round < Rounds; round++) rates.Add(Rate(RoundSeconds));

        rates.Sort();
        Say("MashaBot", rates[Rounds / 2], rates[^1], wrong.Count(pair => pair.Judge() is not null), wrong.Count(pair => pair.Judge() is null));
        foreach (var pair in wrong) Console.WriteLine($"  {pair}");
        return rates[Rounds / 2];
    }

    /// <summary>Pairs per second, over as many passes through the file as begin within the time.</summary>
    private static double Rate(int seconds)
    {
        var (start, passes) = (Stopwatch.GetTimestamp(), 0);
        for (; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; passes++)
            foreach (var pair in Pair.All) pair.Judge();
        return passes * Pair.All.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Say(string name, double median, double best, int wrong, int undecided) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {median:0.0} pairs/s (best {best:0.0}), wrong {wrong}, unread or undecided {undecided}"));

    /// <summary>A peer prints: median, best, wrong verdicts, unread pairs. Null if it is not installed.</summary>
    private static double? Told(string name, string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [.. arguments, $"{Rounds}", $"{RoundSeconds}", $"{WarmSeconds}"]) { RedirectStandardOutput = true })!;
            var told = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException($"exit code {process.ExitCode}");
            var numbers = told.Split('\n')[0].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            Say(name, numbers[0], numbers[1], (int)numbers[2], (int)numbers[3]);
            return numbers[0];
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception or FormatException)
        {
            Console.WriteLine($"{name} did not run: {error.Message} (see bench/formulas.sh)");
            return null;
        }
    }
}
