using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Diagnosing;

namespace MashaBot.Sheets.Judging;

/// <summary>Gives a number that is a little off its due where rounding on the way explains it.</summary>
/// <param name="precision">How exact the part's numbers are.</param>
/// <param name="faulty">Knows how far rounding can carry a result; null where the part has no graph.</param>
internal sealed class Rounding(Precision precision, Func<FaultyValues?> faulty)
{
    /// <summary>Who keeps so many places fewer than are asked for has rounded too early; with fewer still, nothing is left to recognise.</summary>
    private const int MostPlacesLost = 2;

    /// <summary>A band wider than this share of the answer would take in too many numbers that have nothing to do with it.</summary>
    private const double WidestEarly = 0.02;

    /// <param name="reply">The learner's number.</param>
    /// <param name="answer">The right one.</param>
    /// <param name="component">Which component of the answer it is.</param>
    internal Fit Compare(Quantity reply, Real answer, int component)
    {
        var plain = precision.Compare(reply, answer);
        if (plain != Fit.Wrong || reply.Decimals is not { } decimals || faulty() is not { } values || component >= values.Right.Length) return plain;
        var (error, asked) = (Math.Abs(reply.Value.ToDouble() - answer.ToDouble()), precision.DecimalsAsked(answer));
        if (!precision.IsAskedExactly(answer) && decimals >= asked && IsWithin(asked)) return Fit.Right;
        var kept = precision.IsAskedExactly(answer) ? decimals : asked - 1;
        for (var places = kept; places >= Math.Max(1, kept + 1 - MostPlacesLost); places--)
            if (decimals >= places && IsWithin(places)) return values.Band(places)[component] <= WidestEarly * Math.Abs(answer.ToDouble()) ? Fit.Early : Fit.Wrong;
        return Fit.Wrong;

        bool IsWithin(int places) => values.Band(places)[component] is > 0 and var band && error <= (band + Math.Pow(10, -decimals) / 2) * (1 + 1e-9);
    }
}
