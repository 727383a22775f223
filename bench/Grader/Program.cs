using MashaBot.Grader.Bench;
using MashaBot.Sheets;

// measure [--seeds N] [--slips N] [--part 2.1]: how often a wrong reply is explained rightly.
// verdict [BenchmarkDotNet's options]: how long one verdict takes and what it allocates.
// scores [--seeds N] [--part 2.1]: how well the figures show slips, and which are not dealt.
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

var (course, faults) = Course.Load(Option("--content") ?? "content");
if (course is null)
{
    foreach (var fault in faults) Console.Error.WriteLine(fault);
    return 1;
}
if (args is ["verdict", .. var options])
{
    BenchmarkDotNet.Running.BenchmarkSwitcher.FromTypes([typeof(VerdictBench)]).Run(["--filter", "*", .. options]);
    return 0;
}
if (args is ["scores", ..])
{
    Scores.Print(course, int.Parse(Option("--seeds") ?? "50", null), Option("--part") ?? "", Console.Out);
    return 0;
}
new Measure(course, int.Parse(Option("--seeds") ?? "200", null), int.Parse(Option("--slips") ?? "4", null), Option("--part"), int.Parse(Option("--list") ?? "20", null)).Run(Console.Out, Console.Error);
return 0;
