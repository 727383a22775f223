using System.Numerics;

namespace MashaBot.Formulas;

/// <summary>The elementary functions, by series in fixed point after the argument was made small.</summary>
internal readonly partial struct Precise
{
    /// <summary>Bits behind the point while a series is summed: what the steps lose stays far below the last bit of a mantissa.</summary>
    private const int Fine = Wide.Bits;

    /// <summary>Some constants are kept with more, because they are multiplied by large whole numbers.</summary>
    private const int Finer = Fine + 40;

    /// <summary>A bound on what a series in fixed point loses, in units of 2^−<see cref="Fine"/>.</summary>
    private const double SeriesLoss = 1 << 24;

    private static readonly BigInteger LnTwo = AreaTangent(3, Finer) * 2;      // ln 2 = 2·artanh(1/3)
    private static readonly BigInteger HalfPi = (16 * ArcTangent(5, Finer) - 4 * ArcTangent(239, Finer)) >> 1;      // Machin
    private static readonly BigInteger Pi = HalfPi >> (Finer - Fine - 1);

    /// <summary>artanh(1/n)</summary>
    private static BigInteger AreaTangent(int n, int bits) => Inverse(n, bits, alternating: false);

    /// <summary>arctan(1/n)</summary>
    private static BigInteger ArcTangent(int n, int bits) => Inverse(n, bits, alternating: true);

    private static BigInteger Inverse(int n, int bits, bool alternating)
    {
        const int guard = 20;
        var power = (BigInteger.One << (bits + guard)) / n;
        var sum = power;
        for (var k = 3; !power.IsZero; k += 2)
        {
            power /= n * n;
            sum += alternating && k % 4 == 3 ? -power / k : power / k;
        }

        return sum >> guard;
    }

    /// <summary>The mantissa with so many bits behind the point; what is cut off is below one of them.</summary>
    private BigInteger Fixed(int bits) => exponent + bits is var shift && shift >= 0 ? mantissa << shift : shift < -100_000 ? BigInteger.Zero : mantissa >> -shift;

    /// <summary>The radius as it stands: absolute.</summary>
    private double Error => radius == 0 ? 0 : Math.ScaleB(radius, exponent) is var error && error > 0 ? error : double.Epsilon;

    private const int Halvings = 16;
    private const int LongestSeries = 60;

    /// <summary>1/n!</summary>
    private static readonly Wide[] OneByFactorial = [.. Enumerable.Range(0, LongestSeries).Select(n => new Wide((BigInteger.One << Fine) / Factorial(n)))];

    private static BigInteger Factorial(int n) => Enumerable.Range(1, n).Aggregate(BigInteger.One, (product, k) => product * k);

    public static Precise Exp(Precise x)
    {
        if (x.isUndefined || x.Error > 0.25 || x.Top > 26) return Undefined;
        if (x.IsZero) return One;
        if (x.Top < Audible - Bits) Doubt.IsDeaf = true;
        var value = x.Fixed(Finer);
        var times = QuotientOf(x, value, LnTwo, Math.Log(2), out var rest);
        var small = new Wide(rest >> (Finer - Fine + Halvings));      // 0 ≤ small < ln 2 / 2^halvings
        var (sum, power) = (Wide.One + small, small * small);
        for (var k = 2; !power.IsZero; k++, power *= small)
        {
            var term = power * OneByFactorial[k];
            if (term.IsZero) break;
            sum += term;
        }

        for (var i = 0; i < Halvings; i++) sum = sum.Squared();
        var result = sum.ToInteger();
        return Of(result, times - Fine, SeriesLoss + (x.radius == 0 ? 0 : (double)result * x.Error * 1.2));
    }

    public static Precise Log(Precise x)
    {
        if (x.isUndefined || x.CertainSign is not 1) return Undefined;
        if (x.IsExactly(1)) return Zero;
        var bits = (int)x.mantissa.GetBitLength();
        var fraction = Math.ScaleB((double)x.mantissa, -bits);
        var times = x.exponent + bits;
        if (fraction < 0.7)
        {
            fraction *= 2;
            times--;
        }

        // ln f = y + ln(f·e^−y), where y is the double nearest to ln f and so f·e^−y nearly 1
        var near = Exactly(Math.Log(fraction));
        var deaf = Doubt.IsDeaf;
        var rest = new Precise(x.mantissa, x.exponent - times, 0) * Exp(-near) - One;
        Doubt.IsDeaf = deaf;
        if (rest.isUndefined) return rest;
        var small = rest.Fixed(Finer);
        var square = small * small >> Finer;
        var value = near.Fixed(Finer) + small - (square >> 1) + (square * small >> Finer) / 3 - (square * square >> Finer + 2) + times * LnTwo;
        var error = rest.Error * 1.01 + 1e-75 + x.radius / (x.Size - x.radius) * RoundUp;      // the series' next term is below (10⁻¹⁵)⁵
        return Of(value, -Finer, Math.ScaleB(error, Finer) + 16 + 4 * Math.Abs((double)times));
    }

    public static Precise Sqrt(Precise x)
    {
        if (x.isUndefined || x.IsZero) return x;
        if (x.CertainSign is not 1) return Undefined;
        var shift = Math.Max(0, 2 * Bits + 16 - (int)x.mantissa.GetBitLength());
        if ((x.exponent - shift & 1) != 0) shift++;
        var wide = x.mantissa << shift;
        var root = Root(wide);
        if (x.radius == 0 && root * root == wide) return Of(root, (x.exponent - shift) / 2, 0).Shortened();
        return Of(root, (x.exponent - shift) / 2, 1 + Math.ScaleB(x.radius, shift) / (double)root / Math.Sqrt(Math.Max(1e-30, 1 - x.radius / x.Size)));
    }

    /// <summary>⌊√n⌋, by Newton's iteration from the double's root.</summary>
    private static BigInteger Root(BigInteger n)
    {
        var bits = (int)n.GetBitLength();
        var cut = Math.Max(0, bits - 100) & ~1;
        var root = (BigInteger)Math.Sqrt((double)(n >> cut)) + 2 << cut / 2;
        while (true)
        {
            var next = root + n / root >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    private const int LargestWholePower = 1 << 20;

    public static Precise Pow(Precise x, Precise power)
    {
        if (x.isUndefined || power.isUndefined) return Undefined;
        power = power.Shortened();
        var isWhole = power is { radius: 0, exponent: >= 0 and < 30 };
        if (isWhole && BigInteger.Abs(power.mantissa) << power.exponent is var whole && whole <= LargestWholePower)
        {
            if (x.IsZero) return power.mantissa.Sign switch { 0 => One, > 0 => Zero, _ => Undefined };
            var result = WholePower(x, (int)whole);
            return power.mantissa.Sign < 0 ? One / result : result;
        }

        if (x.IsZero) return power.CertainSign is 1 ? Zero : Undefined;
        if (x.CertainSign is not 1) return Undefined;
        return Exp(power * Log(x));
    }

    private static Precise WholePower(Precise x, int power)
    {
        var result = One;
        for (; power > 0; power >>= 1)
        {
            if ((power & 1) == 1) result *= x;
            if (power > 1) x *= x;
        }

        return result;
    }

    public static Precise Sin(Precise x) => x.IsZero ? x : Turn(x, quarters: 0);

    public static Precise Cos(Precise x)
    {
        if (x.IsZero) return One;
        if (x.Top < (Audible - Bits) / 2) Doubt.IsDeaf = true;
        return Turn(x, quarters: 1);
    }

    /// <summary>sin(x + quarters·π/2)</summary>
    private static Precise Turn(Precise x, int quarters)
    {
        if (x.isUndefined || x.Top > 26 || x.Error > 1) return Undefined;
        var value = x.Fixed(Finer);
        var times = QuotientOf(x, value, HalfPi, Math.PI / 2, out var rest);
        if (rest > HalfPi >> 1)
        {
            times++;
            rest -= HalfPi;
        }

        rest >>= Finer - Fine;      // between −π/4 and π/4
        var angle = new Wide(BigInteger.Abs(rest));
        var turned = ((int)(times & 3) + quarters) & 3;
        var square = angle * angle;
        var (rising, falling) = (new Wide(BigInteger.Zero), new Wide(BigInteger.Zero));
        var isSine = turned % 2 == 0;
        var (k, power) = isSine ? (1, angle) : (0, Wide.One);
        for (; k < LongestSeries && !power.IsZero; k += 2, power *= square)
            if (k % 4 < 2) rising += power * OneByFactorial[k];
            else falling += power * OneByFactorial[k];
        var sum = rising.ToInteger() - falling.ToInteger();
        var isNegative = turned >= 2 ^ (isSine && rest.Sign < 0);
        return Of(isNegative ? -sum : sum, -Fine, SeriesLoss + (x.radius == 0 ? 0 : Math.ScaleB(x.Error, Fine)));
    }

    /// <summary>How many whole times the unit goes into x (below 2²⁶), and what is left: not negative and below the unit. The quotient of doubles is off by one at most.</summary>
    private static long QuotientOf(Precise x, BigInteger value, BigInteger unit, double size, out BigInteger rest)
    {
        var times = (long)Math.Floor(ToDouble(x) / size);
        rest = value - times * unit;
        if (rest.Sign < 0)
        {
            times--;
            rest += unit;
        }
        else if (rest >= unit)
        {
            times++;
            rest -= unit;
        }

        return times;
    }

    public static Precise Sigmoid(Precise x)
    {
        if (x.Top < Audible - Bits && !x.IsZero) Doubt.IsDeaf = true;
        return One / (One + Exp(-x));
    }

    public static Precise Tanh(Precise x)
    {
        if (x.IsZero) return x;
        var twice = Exp(x + x);
        if (!twice.isUndefined) return (twice - One) / (twice + One);
        if (x.isUndefined || x.CertainSign is null) return Undefined;
        Doubt.IsDeaf = true;      // ±1 to more digits than anybody has
        return Undefined;
    }

    private const int LargestErf = 6;

    /// <remarks>DLMF 7.6.2.</remarks>
    public static Precise Erf(Precise x)
    {
        if (x.isUndefined || Math.Abs(ToDouble(x)) > LargestErf) return Undefined;
        var (square, term) = (x * x, x);
        var sum = x;
        for (var k = 1; k < 400 && term.Top > sum.Top - Bits - 8; k++)
        {
            term = term * square * new Precise(2, 0, 0) / new Precise(2 * k + 1, 0, 0);
            sum += term;
        }

        var pi = FromDouble(Math.PI);
        return new Precise(2, 0, 0) * sum * Exp(-square) / Sqrt(pi);
    }
}
