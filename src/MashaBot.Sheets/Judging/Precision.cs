using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Judging;

/// <summary>How a number compares with the right one.</summary>
internal enum Fit
{
    Wrong,

    /// <summary>As far off as rounding on the way to fewer places than are asked for can make it.</summary>
    Early,

    /// <summary>Rounded correctly, but to fewer digits than are asked for.</summary>
    Coarse,
    Right,
}

/// <summary>How exact a number must be.</summary>
/// <param name="Within">The distance that the question allows: the least that is accepted.</param>
/// <param name="Digits">Decimals that the question asks for.</param>
/// <remarks>
/// An answer that is a short decimal must be met exactly, in any form; any other may be rounded, by default to three significant digits.
/// What counts is half a unit of the last digit: of the digits asked for, or of those given if they are more.
/// </remarks>
internal readonly record struct Precision(Rational? Within, int? Digits)
{
    private const int SignificantDigits = 3;

    /// <summary>Decimals up to so many digits are short enough to be asked for in full.</summary>
    private const int ShortDecimals = 6;

    /// <summary>Two computations of one number may differ by so much of it.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Below this a double is a zero with what subtraction left of it.</summary>
    private const double Tiny = 1e-13;

    internal Fit Compare(Quantity reply, Real answer)
    {
        if (Same(reply.Value, answer)) return Fit.Right;
        var error = Rational.Abs(Exact(reply.Value) - Exact(answer));
        if (Within is { } within && error <= within && Rational.Abs(Exact(answer)) >= within * 2) return Fit.Right;
        return IsAskedExactly(answer) ? Rounded(reply, answer, error) : Approximate(reply, answer, error);
    }

    /// <summary>How many decimals to ask for.</summary>
    internal int DecimalsAsked(Real answer)
    {
        if (IsAskedExactly(answer)) return answer.Exact.Decimals!.Value;
        var first = First(answer);
        if (Digits is { } digits) return Math.Max(digits, first);
        return Within is { } within ? Math.Max(DecimalsWithin(within), first) : Math.Max(0, first + SignificantDigits - 1);
    }

    /// <summary>Does the reply say this wrong value? It does if it is the value, or a correct rounding of it that shows digits enough: as many as are asked for, or three.</summary>
    /// <param name="answer">The right value, which says how many digits are asked for.</param>
    internal bool Gives(Quantity reply, double value, Real answer)
    {
        if (IsSame(reply.Value.ToDouble(), value)) return true;
        if (reply.Decimals is not { } decimals || !(Math.Abs(reply.Value.ToDouble() - value) <= Math.Pow(10, -decimals) * (0.5 + Rounding))) return false;
        if (!IsAskedExactly(answer) && decimals >= DecimalsAsked(answer)) return true;
        return (decimals > 0 && decimals - First(reply.Value) >= SignificantDigits - 1) || (!IsShort(value) && decimals >= Math.Min(DecimalsAsked((Real)value), 2));
    }

    /// <summary>Are two values the same at the digits asked for?</summary>
    /// <param name="answer">The right value, which says how many these are.</param>
    internal bool AreTypedAlike(double first, double second, Real answer) =>
        IsSame(first, second) || (!IsAskedExactly(answer) && DecimalsAsked(answer) is <= 15 and var decimals && IsSame(Math.Round(first, decimals), Math.Round(second, decimals)));

    /// <summary>A short decimal that the question does not ask to be rounded must be met exactly.</summary>
    internal bool IsAskedExactly(Real answer) => Digits is null && Within is null && IsShort(answer);

    private Fit Approximate(Quantity reply, Real answer, Rational error)
    {
        var asked = DecimalsAsked(answer);
        var isRounded = reply.Decimals is { } given && error <= HalfUnit(given) && reply.Value != Real.Zero;
        if (isRounded) return reply.Decimals >= asked || error <= HalfUnit(asked) ? Fit.Right : Fit.Coarse;
        return IsLoose(answer) && error <= HalfUnit(asked) ? Fit.Right : Fit.Wrong;
    }

    /// <summary>Who computes with roundings may be a little off in digits that nobody asked for; who can compute exactly may not.</summary>
    private bool IsLoose(Real answer) => !answer.IsExact || Digits is not null || Within is not null;

    /// <summary>The answer is a short decimal: a rounding of it is on the right way, if it shows at least two digits and a decimal mark.</summary>
    private static Fit Rounded(Quantity reply, Real answer, Rational error) =>
        reply.Decimals is { } given and > 0 && given < answer.Exact.Decimals && given > First(answer) && error <= HalfUnit(given) ? Fit.Coarse : Fit.Wrong;

    internal static bool Same(Real left, Real right) => left.IsExact && right.IsExact
        ? left.Exact == right.Exact
        : IsSame(left.ToDouble(), right.ToDouble());

    /// <summary>The same but for the rounding of doubles.</summary>
    internal static bool IsSame(double left, double right) => Math.Abs(left - right) <= Math.Max(Rounding * Math.Max(Math.Abs(left), Math.Abs(right)), Tiny);

    private static bool IsShort(Real value) => value.IsExact && value.Exact.Decimals <= ShortDecimals;

    /// <summary>A double that is as close to a short decimal as computing with doubles leaves it.</summary>
    private static bool IsShort(double value) => value * Math.Pow(10, ShortDecimals) is var scaled && Math.Abs(scaled - Math.Round(scaled)) <= 1e-11 * Math.Max(1, Math.Abs(scaled));

    private static Rational Exact(Real value) => value.IsExact ? value.Exact : Rational.FromBits(value.ToDouble());

    private static Rational HalfUnit(int decimals) => Rational.Half / Rational.Pow(10, decimals);

    /// <summary>The place of the first digit: 1 for 0.2, 0 for 2, −1 for 20.</summary>
    private static int First(Real value) => value.ToDouble() is 0 ? 0 : -(int)Math.Floor(Math.Log10(Math.Abs(value.ToDouble())));

    /// <summary>Decimals that a tolerance leaves sure.</summary>
    internal static int DecimalsWithin(Rational within)
    {
        var decimals = 0;
        while (HalfUnit(decimals) > within) decimals++;
        return decimals;
    }
}
