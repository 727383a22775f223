using BenchmarkDotNet.Attributes;

namespace MashaBot.Formulas.Bench;

/// <summary>One pair, read and compared: rational, with exponentials, different, of matrices.</summary>
[MemoryDiagnoser]
public class PairBenchmark
{
    private static readonly Pair Rational = new("(x+y)^3", "x^3+3x^2 y+3x y^2+y^3", true);
    private static readonly Pair Sigmoid = new("x*(1/(1+e^(-w x))-y)", "x(e^(w x)/(1+e^(w x))-y)", true);
    private static readonly Pair Wrong = new("x*(1/(1+e^(-w x))-y)", "x(y-1/(1+e^(-w x)))", false);

    [Benchmark] public Formula Read() => Formula.Parse(Sigmoid.Left);
    [Benchmark] public bool? RationalPair() => Rational.Judge();
    [Benchmark] public bool? SigmoidPair() => Sigmoid.Judge();
    [Benchmark] public bool? WrongPair() => Wrong.Judge();
}
