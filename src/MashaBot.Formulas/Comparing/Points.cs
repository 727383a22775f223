using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Where a free variable lies: between two numbers.</summary>
public readonly record struct Domain(double Low, double High);

/// <summary>Places at which two formulas are compared: the same ones whenever the same names are free, all variables different from each other.</summary>
internal sealed class Points
{
    private const int MostConstants = 12;

    private readonly ImmutableArray<(string Name, int Start, int Count, Domain? Domain)> variables;
    private readonly double[] constants;
    private readonly bool isOfPieces;

    /// <param name="constants">Numbers that stand in the formulas: near them there may be a jump, a bend or the beginning of a domain.</param>
    /// <param name="isOfPieces">Look near them more often.</param>
    public Points(IEnumerable<(string Name, Shape Shape)> variables, IReadOnlyDictionary<string, Domain> domains, IEnumerable<double> constants, bool isOfPieces)
    {
        var places = ImmutableArray.CreateBuilder<(string, int, int, Domain?)>();
        foreach (var (name, shape) in variables.DistinctBy(variable => variable.Name).OrderBy(variable => variable.Name, StringComparer.Ordinal))
        {
            places.Add((name, Size, shape.Count, domains.TryGetValue(name, out var domain) ? domain : null));
            Size += shape.Count;
        }

        this.variables = places.ToImmutable();
        this.isOfPieces = isOfPieces;
        this.constants = [.. constants.Select(Math.Abs).Where(constant => constant > 0 && double.IsFinite(constant)).Distinct().Order().Take(MostConstants)];
    }

    /// <summary>How many numbers a point has.</summary>
    public int Size { get; }

    public bool IsSingle => Size == 0;

    public IReadOnlyDictionary<string, int> Places => variables.ToDictionary(variable => variable.Name, variable => variable.Start);

    public IEnumerable<(string Name, int Start, int Count)> Names => variables.Select(variable => (variable.Name, variable.Start, variable.Count));

    /// <summary>The point of that number.</summary>
    public double[] At(int number)
    {
        var dice = new Dice((ulong)number);
        var point = new double[Size];
        foreach (var (_, start, count, domain) in variables)
            for (var i = start; i < start + count; i++)
                point[i] = domain is { } bounds ? Within(bounds, ref dice, number) : Anywhere(ref dice, number);
        return point;
    }

    private double Within(Domain bounds, ref Dice dice, int number)
    {
        if (IsNearConstants(number) && NearConstant(ref dice) is var near && near > bounds.Low && near < bounds.High) return near;
        return bounds.Low + (bounds.High - bounds.Low) * (0.001 + 0.998 * dice.Next());
    }

    private bool IsNearConstants(int number) => constants.Length > 0 && (isOfPieces ? number % 4 == 2 : number % 12 == 11);

    /// <summary>Mostly moderate numbers of either sign; some points lie in (0, 1), some have positive numbers only, some reach far.</summary>
    private double Anywhere(ref Dice dice, int number)
    {
        if (IsNearConstants(number)) return NearConstant(ref dice);
        var u = dice.Next();
        var sign = dice.Next() < 0.5 ? -1 : 1;
        return (number % 12) switch
        {
            1 or 5 or 9 => 0.02 + 0.96 * u,
            3 or 7 => 0.1 + 4 * u,
            4 => sign * Math.Exp(-3 + 6 * u),
            10 => sign * Math.Exp(7 * u),
            _ => sign * (0.1 + 3 * u),
        };
    }

    private double NearConstant(ref Dice dice)
    {
        var constant = constants[(int)(dice.Next() * constants.Length)];
        var width = dice.Next() switch { < 0.4 => 1, < 0.7 => 0.3, _ => 0.03 };
        return (dice.Next() < 0.35 ? -1 : 1) * constant * (1 + width * (2 * dice.Next() - 1));
    }

    /// <summary>A repeatable sequence of numbers.</summary>
    /// <remarks>Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).</remarks>
    internal struct Dice(ulong seed)
    {
        private ulong state = seed * 0xD1342543DE82EF95 + 0x1847;

        public ulong Bits()
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            return z ^ z >> 31;
        }

        /// <summary>In [0, 1).</summary>
        public double Next() => (Bits() >> 11) * (1.0 / (1UL << 53));
    }
}
