using BenchmarkDotNet.Running;
using MashaBot.Formulas.Bench;

return args switch
{
    ["fuzz", .. var rest] => Fuzz.Run(rest),
    ["worst", .. var rest] => Worst.Run(rest),
    ["costs"] => Costs.Run(),
    ["pair", .. var rest] => BenchmarkSwitcher.FromTypes([typeof(PairBenchmark)]).Run(["--filter", "*", .. rest]).Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0,
    [] => Peers.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("bench/Formulas [fuzz COUNT [SEED] | worst [SKIPPED] | costs | pair]");
    return 2;
}
