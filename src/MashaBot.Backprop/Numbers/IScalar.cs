namespace MashaBot.Backprop;

/// <summary>
/// A number that the engine can compute with. One evaluator, <see cref="Plan{T}"/>, serves exact fractions, doubles and whatever a
/// caller brings: residues modulo a prime, doubles with an error bound, more digits.
/// </summary>
/// <remarks>
/// An implementation is a small struct whose <c>default</c> is 0. Where a function has no value (ln of a negative number, a residue's
/// exponential) it throws an <see cref="ArithmeticException"/>, which leaves the plan as an <see cref="EngineException"/> that names the
/// node; a type may give a value that is not <see cref="IsFinite"/> instead, which the plan finds after its run.
/// </remarks>
public interface IScalar<T> : IEquatable<T> where T : struct, IScalar<T>
{
    static abstract T Zero { get; }
    static abstract T One { get; }

    static abstract T FromRational(Rational value);

    /// <summary>The number that stands for a rounded constant.</summary>
    static abstract T FromDouble(double value);

    static abstract T operator +(T a, T b);
    static abstract T operator -(T a, T b);
    static abstract T operator *(T a, T b);
    static abstract T operator /(T a, T b);
    static abstract T operator -(T a);

    static abstract T Exp(T x);

    /// <summary>The natural logarithm.</summary>
    static abstract T Log(T x);

    /// <summary>The logarithm of <paramref name="x"/> to the base <paramref name="b"/>.</summary>
    static virtual T Log(T x, T b) => T.Log(x) / T.Log(b);

    static abstract T Sqrt(T x);
    static abstract T Pow(T x, T exponent);
    static abstract T Sin(T x);
    static abstract T Cos(T x);
    static abstract T Tanh(T x);

    /// <summary>The logistic function σ(x) = 1/(1 + e⁻ˣ), without overflow for any x.</summary>
    static abstract T Sigmoid(T x);

    /// <summary>The error function 2/√π ∫₀ˣ e^(−t²) dt.</summary>
    static abstract T Erf(T x);

    static virtual T Abs(T x) => T.Compare(x, T.Zero) < 0 ? -x : x;

    /// <summary>−1, 0 or 1.</summary>
    static virtual T Sign(T x) => T.Compare(x, T.Zero) switch { < 0 => -T.One, > 0 => T.One, _ => T.Zero };

    static abstract T Floor(T x);

    /// <summary>Negative if a &lt; b, zero if they are equal, positive if a &gt; b.</summary>
    static abstract int Compare(T a, T b);

    /// <summary>Whether two are the same number; a type may hold it in several forms.</summary>
    static virtual bool AreEqual(T a, T b) => a.Equals(b);

    static virtual bool IsFinite(T x) => true;

    static abstract double ToDouble(T x);

    /// <summary>The value for people to read: exact if this type knows it exactly.</summary>
    static virtual Real ToReal(T x) => (Real)T.ToDouble(x);

    static virtual T From(Real value) => value.IsExact ? T.FromRational(value.Exact) : T.FromDouble(value.ToDouble());
}
