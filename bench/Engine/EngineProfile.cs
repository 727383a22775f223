using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MashaBot.Bench;

/// <summary>The engine alone under BenchmarkDotNet, in this process: for looking at one change in the engine, not for comparing.</summary>
[MemoryDiagnoser, Config(typeof(InThisProcess))]
public class EngineProfile
{
    private readonly Dictionary<string, Action> workloads = EngineWorkloads.All();

    public IEnumerable<string> Names => workloads.Keys;

    [ParamsSource(nameof(Names))] public string Workload { get; set; } = "W1";

    [Benchmark] public void Step() => workloads[Workload]();

    private sealed class InThisProcess : ManualConfig
    {
        public InThisProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
