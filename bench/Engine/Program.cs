// The engine beside TorchSharp and python3-torch: bench/engine.sh builds and starts this.
//   (nothing)   all workloads, interleaved, as a Markdown table
//   profile     BenchmarkDotNet on the engine alone: means, errors, allocation

using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Running;
using MashaBot.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["profile"])
{
    BenchmarkRunner.Run<EngineProfile>();
    return;
}

const int rounds = 12;
const double slice = 0.04;      // seconds that a contender works before the next one does

var engine = EngineWorkloads.All();
using var python = new Python(Path.Combine(AppContext.BaseDirectory, "workloads.py"));
IContender[] contenders = [new Here("engine", engine), new Here("TorchSharp", TorchWorkloads.All()), python];

Console.WriteLine("Forward and backward, µs for a step: the median of the rounds, in brackets the best. One thread, float64.");
Console.WriteLine();
Console.WriteLine($"| workload | {string.Join(" | ", contenders.Select(contender => contender.Name))} | TorchSharp ÷ engine | python3-torch ÷ engine | bytes allocated |");
Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
foreach (var workload in engine.Keys)
{
    var steps = contenders.Select(contender => Warm(contender, workload)).ToArray();
    var times = contenders.Select(_ => new List<double>()).ToArray();
    for (var round = 0; round < rounds; round++)
        for (var i = 0; i < contenders.Length; i++) times[i].Add(1e6 * contenders[i].Seconds(workload, steps[i]) / steps[i]);
    foreach (var list in times) list.Sort();
    var medians = times.Select(list => list[rounds / 2]).ToArray();
    Console.WriteLine($"| {workload} | {string.Join(" | ", times.Select(list => $"{Number(list[rounds / 2])} ({Number(list[0])})"))} | {Ratio(1)} | {Ratio(2)} | {Allocated(engine[workload])} |");

    // Contenders that stood side by side in time are compared, round by round.
    string Ratio(int other) => $"{medians[other] / medians[0]:G3}";
}

Console.WriteLine();
Console.WriteLine("| W8: a chain of n scalar nodes | ns for a node of the chain, forward and backward | bytes allocated |");
Console.WriteLine("|---|---:|---:|");
foreach (var n in (int[])[1_000, 10_000, 100_000, 1_000_000])
{
    var chain = EngineWorkloads.Chain(n);
    var contender = new Here("engine", new() { ["W8"] = chain });
    var steps = Warm(contender, "W8");
    var best = Enumerable.Range(0, rounds).Select(_ => contender.Seconds("W8", steps) / steps).Order().ElementAt(rounds / 2);
    Console.WriteLine($"| n = {n:N0} | {1e9 * best / n:F1} | {Allocated(chain)} |");
}

// How many steps fill a slice, once everything is compiled for good.
static int Warm(IContender contender, string workload)
{
    var (steps, start) = (1, Stopwatch.GetTimestamp());
    while (true)
    {
        var seconds = contender.Seconds(workload, steps);
        if (Stopwatch.GetElapsedTime(start).TotalSeconds > 0.6 && seconds > slice / 4) return Math.Max(1, (int)(steps * slice / seconds));
        if (seconds < slice / 2) steps *= 2;
    }
}

static long Allocated(Action step)
{
    var before = GC.GetAllocatedBytesForCurrentThread();
    for (var i = 0; i < 10; i++) step();
    return GC.GetAllocatedBytesForCurrentThread() - before;
}

static string Number(double microseconds) => microseconds switch { < 1 => $"{microseconds:F3}", < 100 => $"{microseconds:F1}", _ => $"{microseconds:N0}" };
