using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>
/// How probable it is that a random wrong reply is among the explained ones: a reply of as many digits as the learner gave or was asked for
/// (0.4 is 0.400 where three are asked for), of the size of the answer, right where the learner's is right.
/// </summary>
internal sealed class Accident
{
    private const int MostDecimals = 9;

    private readonly ImmutableArray<bool> isRight;
    private readonly ImmutableArray<Real> answer;
    private readonly ImmutableArray<Range> wrong;
    private readonly HashSet<string> explained = [];

    /// <summary>The numbers that a wrong component could be.</summary>
    private readonly record struct Range(int Component, double Middle, double Reach, double Scale)
    {
        internal double Count => 2 * Reach * Scale + 1;
    }

    /// <param name="typicalSize">How large wrong values of a component are: an answer of 0 has no size of its own.</param>
    internal Accident(ImmutableArray<Quantity> reply, ImmutableArray<bool> isRight, ImmutableArray<Real> answer, Judging.Precision precision, Func<int, double> typicalSize)
    {
        (this.isRight, this.answer) = (isRight, answer);
        wrong = [.. Enumerable.Range(0, reply.Length).Where(i => !isRight[i]).Select(i => new Range(
            i, answer[i].ToDouble(), 2 * Math.Max(Math.Abs(answer[i].ToDouble()), typicalSize(i)), Math.Pow(10, Math.Min(MostDecimals, Math.Max(DecimalsOf(reply[i]), precision.DecimalsAsked(answer[i]))))))];
        Unit = 1 / wrong.Aggregate(1.0, (count, range) => count * range.Count);
    }

    /// <summary>The share that one explanation takes.</summary>
    internal double Unit { get; }

    internal double Share => explained.Count * Unit;

    /// <summary>One more explanation. Those that give the same at these digits take one place.</summary>
    internal void Add(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            if (isRight[i] != Judging.Precision.IsSame(values[i], answer[i].ToDouble())) return;
        var cell = new System.Text.StringBuilder();
        foreach (var (component, middle, reach, scale) in wrong)
            if (Math.Abs(values[component] - middle) <= reach) cell.Append(Math.Round(values[component] * scale)).Append(' ');
            else return;
        explained.Add(cell.ToString());
    }

    private static int DecimalsOf(Quantity reply) => reply.Decimals ?? (reply.Value is { IsExact: true, Exact.Decimals: { } decimals } ? decimals : MostDecimals);
}
