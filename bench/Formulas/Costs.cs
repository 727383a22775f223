using System.Diagnostics;
using System.Globalization;

namespace MashaBot.Formulas.Bench;

/// <summary>Which pairs of the file cost most, warm: where a search for points or long numbers are worth mending.</summary>
internal static class Costs
{
    private const int WarmPasses = 1000;
    private const int Repetitions = 200;
    private const int Shown = 12;

    public static int Run()
    {
        for (var pass = 0; pass < WarmPasses; pass++)
            foreach (var pair in Pair.All) pair.Judge();
        var costs = Pair.All.Select(pair => (Pair: pair, Microseconds: Cost(pair))).OrderByDescending(cost => cost.Microseconds).ToList();
        var total = costs.Sum(cost => cost.Microseconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{costs.Count} pairs in {total:0} µs; wrong or undecided {Pair.All.Count(pair => pair.Judge() != pair.AreEqual)}"));
        foreach (var (pair, microseconds) in costs.Take(Shown))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{microseconds,7:0.0} µs  {microseconds / total,6:0.0%}  {pair.Left}  ?  {pair.Right}"));
        return 0;
    }

    private static double Cost(Pair pair)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Repetitions / 5; i++) pair.Judge();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / (Repetitions / 5));
        }

        return best;
    }
}
