using System.Diagnostics;
using System.Globalization;

namespace MashaBot.Formulas.Bench;

/// <summary>Replies of 4,096 characters that repeat one or two pieces of what formulas are made of, for every kind of reply: which take longest, which most memory?</summary>
internal static class Worst
{
    private const int Longest = 4096;
    private const int Shown = 12;

    /// <summary>What stands before the repeated pieces and behind them: much is read only where a reply begins well.</summary>
    private static readonly (string Before, string Behind)[] Frames = [("", ""), ("x", ""), ("2", "2"), ("(", ")"), ("a=1;", "")];

    private static readonly string[] Further =
    [
        "9^9^9^9", "9^9^9^9^9^9^9", "1/9^999999", "(9^99999)^99999", "1e999999", "(x^4096)^4096", "((x+1)^4096)^4096-((x+1)^4096)^4095", "sum(sum(sum(x,x,1,1000),y,1,1000),x,1,1000)", "10000!", "9!!!!!!", "exp(exp(exp(exp(9))))", "sin(10^300)", "2^0.5^0.5^0.5^0.5",
        "ln(ln(ln(ln(ln(x)))))", "x^x^x^x^x^x^x", "sqrt(sqrt(sqrt(sqrt(sqrt(x)))))^99", "det([[x,1,2],[3,x,4],[5,6,x]])^9", "max(x,max(y,max(x*y,max(x+y,0))))", "tanh(x)^99-1", "1/(1/(1/(1/(1/(1/(1/(1/x)))))))", "∑_{k=1}^{60} x_k^60",
    ];

    /// <param name="arguments">How many of the combinations are skipped between two that are tried, 0 by default.</param>
    public static int Run(string[] arguments)
    {
        var step = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) + 1 : 1;
        var (slow, large, count) = (new PriorityQueue<string, double>(), new PriorityQueue<string, long>(), 0);
        for (var warm = 0; warm < 3; warm++)
            foreach (var reply in Further)
                foreach (var asked in Fuzz.Asked) Fuzz.Judge(reply, asked);
        foreach (var reply in Replies().Where((_, i) => i % step == 0).Concat(Further))
            foreach (var asked in Fuzz.Asked)
            {
                count++;
                var (before, begin) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
                Fuzz.Judge(reply, asked);
                var (time, bytes) = (Stopwatch.GetElapsedTime(begin).TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - before);
                if (slow.Count < Shown || time > Least(slow)) Keep(slow, Shown, $"{asked.GetType().Name} {Fuzz.Show(reply, 40)}", Fuzz.Again(reply, asked, time));
                if (large.Count < Shown || bytes > Least(large)) Keep(large, Shown, $"{asked.GetType().Name} {Fuzz.Show(reply, 40)}", bytes);
            }

        Console.WriteLine($"{count} judgements of {count / Fuzz.Asked.Length} replies");
        foreach (var (name, time) in Ordered(slow)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time,8:0.0} ms  {name}"));
        foreach (var (name, bytes) in Ordered(large)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6,8:0.00} MB  {name}"));
        return 0;
    }

    private static T Least<T>(PriorityQueue<string, T> queue) => queue.TryPeek(out _, out var least) ? least : default!;

    private static void Keep<T>(PriorityQueue<string, T> queue, int most, string name, T size)
    {
        queue.Enqueue(name, size);
        if (queue.Count > most) queue.Dequeue();
    }

    private static IEnumerable<(string Name, T Size)> Ordered<T>(PriorityQueue<string, T> queue) => queue.UnorderedItems.OrderByDescending(item => item.Priority);

    private static IEnumerable<string> Replies()
    {
        foreach (var first in Fuzz.Pieces)
            foreach (var second in Fuzz.Pieces.Prepend(""))
                foreach (var (before, behind) in Frames)
                {
                    var piece = first + second;
                    yield return before + string.Concat(Enumerable.Repeat(piece, (Longest - before.Length - behind.Length) / piece.Length)) + behind;
                }
    }
}
