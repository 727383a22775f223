using BenchmarkDotNet.Attributes;
using MashaBot.Sheets;

namespace MashaBot.Grader.Bench;

/// <summary>One verdict on a wrong reply with all its diagnosis, the part's graph being there: short and long ways, a matrix, weights on a grid.</summary>
[MemoryDiagnoser]
public class VerdictBench
{
    private static readonly Course Course = Sheets.Course.Load(Environment.GetEnvironmentVariable("CONTENT") ?? "content").Course!;

    /// <summary>Part and reply.</summary>
    [Params("1.2.1: 105,5", "2.1.4: 1,6", "2.1.23: 0,1234", "3.7.13: 1,234; 5,678", "3.7.19: 1,2345", "3.8.3: 1,3275; 1,4165", "1.4.8: -1 1 1 -1 1 1 -1,5 1 1")]
    public string Case { get; set; } = "";

    private Variant? variant;

    private (int Part, string Reply) Asked => Case.Split(": ") is [var part, var reply] ? (PartId.Parse(part, null).Number, reply) : default;

    [GlobalSetup]
    public void Deal()
    {
        variant = Course.Find(PartId.Parse(Case.Split(": ")[0], null).Problem)!.Deal(VariantId.Book);
        Judge();
    }

    [Benchmark]
    public Verdict Judge() => variant!.Judge(Asked.Part, Asked.Reply);
}
