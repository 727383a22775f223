using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Where a free variable lies: between two numbers.</summary>
public readonly record struct Domain(double Low, double High);

/// <summary>Places at which two formulas are compared: the same ones whenever the same names are free, all variables different from each other.</summary>
internal sealed class Points
{
    private const int MostConstants = 12;

    private readonly (string Name, int Start, int Count, Domain? Domain)[] variables;
    private readonly double[] constants;
    private readonly bool isOfPieces;

    /// <param name="sides">The formulas. Near the numbers that stand in them there may be a jump, a bend or the beginning of a domain.</param>
    /// <param name="domains">Where variables lie that may not be any number.</param>
    public Points(IReadOnlyList<Compiled> sides, IReadOnlyDictionary<string, Domain> domains)
    {
        var (named, constants) = (new List<(string Name, Shape Shape)>(), new List<double>());
        foreach (var side in sides)
        {
            isOfPieces |= side.IsOfPieces;
            side.AddConstants(constants);
            foreach (var variable in side.Variables)
                if (!named.Exists(other => other.Name == variable.Name)) named.Add(variable);
        }

        named.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        variables = new (string, int, int, Domain?)[named.Count];
        for (var i = 0; i < variables.Length; i++)
        {
            variables[i] = (named[i].Name, Size, named[i].Shape.Count, domains.TryGetValue(named[i].Name, out var domain) ? domain : null);
            Size += named[i].Shape.Count;
        }

        this.constants = Smallest(constants);
    }

    /// <summary>The smallest sizes of the constants, each once.</summary>
    private static double[] Smallest(List<double> constants)
    {
        if (constants.Count == 0) return [];
        for (var i = 0; i < constants.Count; i++) constants[i] = Math.Abs(constants[i]);
        constants.Sort();
        var kept = new List<double>(MostConstants);
        foreach (var constant in constants)
            if (constant > 0 && double.IsFinite(constant) && (kept.Count == 0 || kept[^1] != constant) && kept.Count < MostConstants) kept.Add(constant);
        return [.. kept];
    }

    /// <summary>How many numbers a point has.</summary>
    public int Size { get; }

    public bool IsSingle => Size == 0;

    /// <summary>Has any side jumps or bends? Then points lie near the constants more often.</summary>
    public bool IsOfPieces => isOfPieces;

    /// <summary>Where a point holds the values of a variable.</summary>
    public int Place(string name)
    {
        foreach (var variable in variables)
            if (variable.Name == name) return variable.Start;
        throw new ArgumentException($"{name} is no variable here.", nameof(name));
    }

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
