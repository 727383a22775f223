using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Whether two formulas have the same values. Undecided where their values could not tell: it asks for another form and costs nothing.</summary>
public enum Equality { Equal, Different, Undecided }

/// <summary>Where a free variable lies: between two numbers.</summary>
public readonly record struct Domain(double Low, double High);

/// <summary>Decides by evaluation, never by form, whether two formulas are equal as functions of their free variables. The same pair always
/// gets the same answer.</summary>
/// <remarks>
/// <para><b>Rational formulas</b> are evaluated exactly modulo the prime p = 2⁶¹ − 1 at points drawn uniformly from the field. Two different
/// rational functions whose cross-multiplied difference has degree d agree at such a point with a chance of at most d/p (Schwartz 1980,
/// Zippel 1979). d is bounded by running the formula itself on degrees, and so many points are taken that (d/p)^points is below
/// <see cref="FalseEqual"/>. One point of disagreement settles that they differ. (Reduction modulo p itself could only unite two formulas
/// whose coefficients differ by a multiple of p: a number of 19 digits.)</para>
/// <para><b>Other formulas</b> are evaluated in doubles that carry an error bound (<see cref="Bounded"/>). A point where the values are further apart
/// than their bounds is proof that they differ. A point where a side is undefined, infinite, undecided at a jump or too coarse says nothing.
/// Equality wants <see cref="Wanted"/> points where the values agree within tight bounds and do not both vanish; points are drawn from
/// several scales, inside the declared domains, with all variables different.</para>
/// </remarks>
public sealed class Comparison
{
    /// <summary>The chance that two different rational formulas are called equal is below this.</summary>
    public const double FalseEqual = 1e-18;

    /// <summary>So many points have to speak for equality.</summary>
    public const int Wanted = 12;

    private const int WantedOfPieces = 40;
    private const int MostPoints = 600;
    private const int MostRationalPoints = 8;

    /// <summary>How much two values may be uncertain, relative to their size, for a point to speak for equality.</summary>
    private const double Tight = 1e-9;

    private readonly Side left, right;
    private readonly ImmutableSortedDictionary<string, Shape> variables;
    private readonly IReadOnlyDictionary<string, Domain> domains;

    private Comparison(Side left, Side right, IReadOnlyDictionary<string, Domain> domains)
    {
        (this.left, this.right, this.domains) = (left, right, domains);
        var shapes = new SortedDictionary<string, Shape>(StringComparer.Ordinal);
        foreach (var side in new[] { left, right })
            foreach (var name in side.Variables) shapes[name] = side.Lowering.Leaves[name].Shape;
        variables = shapes.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Are the formulas equal, each in its scope, as functions of the names that are free there?</summary>
    /// <param name="left">One formula.</param>
    /// <param name="leftScope">What its names stand for.</param>
    /// <param name="right">The other.</param>
    /// <param name="rightScope">What its names stand for; often the same scope.</param>
    /// <param name="domains">Where free variables lie, for those that may not be any number.</param>
    /// <param name="shapes">The shapes of free variables that are no scalars.</param>
    public static Equality Compare(Formula left, Scope leftScope, Formula right, Scope rightScope, IReadOnlyDictionary<string, Domain>? domains = null, IReadOnlyDictionary<string, Shape>? shapes = null)
    {
        try
        {
            var (first, second) = (new Side(left, leftScope, shapes), new Side(right, rightScope, shapes));
            if (first.Node.Shape.Count != second.Node.Shape.Count || (first.Node.Shape.Rank > 1 && second.Node.Shape.Rank > 1 && first.Node.Shape != second.Node.Shape)) return Equality.Different;
            return new Comparison(first, second, domains ?? ImmutableDictionary<string, Domain>.Empty).Decide();
        }
        catch (EngineException)
        {
            return Equality.Different;      // shapes that do not fit: the other side has a value
        }
        catch (FormulaException)
        {
            return Equality.Undecided;
        }
    }

    /// <summary>A formula made ready to be evaluated.</summary>
    private sealed class Side
    {
        public Side(Formula formula, Scope scope, IReadOnlyDictionary<string, Shape>? shapes)
        {
            Scope = scope;
            Lowering = new(scope, shapes);
            Node = Lowering.NodeOf(formula);
            Variables = [.. Lowering.Leaves.Keys.Where(name => !scope.Figures.ContainsKey(name))];
        }

        public Scope Scope { get; }
        public Lowering Lowering { get; }
        public Node Node { get; }
        public ImmutableArray<string> Variables { get; }

        public Plan<T> Plan<T>() where T : struct, IScalar<T>
        {
            var plan = new Plan<T>(Node);
            foreach (var (name, leaf) in Lowering.Leaves)
                if (Scope.Figures.TryGetValue(name, out var figure)) plan.Set(leaf, figure.As<T>());
            return plan;
        }

        /// <summary>Computes at a point; false where the formula has no value there.</summary>
        public bool TryRun<T>(Plan<T> plan, Dictionary<string, T[]> point) where T : struct, IScalar<T>
        {
            foreach (var name in Variables) plan.Set(Lowering.Leaves[name], point[name]);
            try
            {
                plan.Run();
                return true;
            }
            catch (EngineException error) when (error.InnerException is not NotRationalException)
            {
                return false;
            }
        }
    }

    private Equality Decide()
    {
        try
        {
            return DecideExactly() ?? DecideNumerically();
        }
        catch (Exception error) when (error is NotRationalException || error.InnerException is NotRationalException)
        {
            return DecideNumerically();
        }
    }

    // ---- rational formulas

    private Equality? DecideExactly()
    {
        if (Agreement() is not (> 0 and var points)) return null;
        var random = new Random(61);
        var (first, second) = (left.Plan<Residue>(), right.Plan<Residue>());
        var agreed = 0;
        for (var tries = 0; tries < points + 4 && agreed < points; tries++)
        {
            var point = variables.ToDictionary(variable => variable.Key, variable => Draw(random, variable.Value.Count));
            if (!left.TryRun(first, point) || !right.TryRun(second, point)) continue;
            if (!first[left.Node].SequenceEqual(second[right.Node])) return Equality.Different;
            agreed++;
        }

        return agreed == points ? Equality.Equal : Equality.Undecided;
    }

    private static Residue[] Draw(Random random, int count)
    {
        var values = new Residue[count];
        for (var i = 0; i < count; i++) values[i] = Residue.Of((ulong)random.NextInt64());
        return values;
    }

    /// <summary>How many points of agreement make a false "equal" less likely than <see cref="FalseEqual"/>; 0 if too many would be needed.</summary>
    private int Agreement()
    {
        var point = variables.ToDictionary(variable => variable.Key, variable => Enumerable.Repeat(Degree.Variable, variable.Value.Count).ToArray());
        var (first, second) = (left.Plan<Degree>(), right.Plan<Degree>());
        if (!left.TryRun(first, point) || !right.TryRun(second, point)) return 0;
        var degree = 1.0;
        for (var i = 0; i < left.Node.Shape.Count; i++)
        {
            var (a, b) = (first[left.Node][i], second[right.Node][i]);
            degree = Math.Max(degree, Math.Max(a.Above + b.Beneath, b.Above + a.Beneath));
        }

        var chance = degree / Residue.Prime;
        if (chance > 1e-3) return 0;
        var points = (int)Math.Ceiling(Math.Log(FalseEqual) / Math.Log(chance)) + 1;
        return variables.IsEmpty ? 1 : points <= MostRationalPoints ? points : 0;
    }

    // ---- other formulas

    private Equality DecideNumerically()
    {
        var random = new Random(1847);
        var (first, second) = (left.Plan<Bounded>(), right.Plan<Bounded>());
        var count = left.Node.Shape.Count;
        var (agreed, vanished) = (new int[count], new int[count]);
        var pieces = IsOfPieces(left.Node) || IsOfPieces(right.Node);
        var wanted = variables.IsEmpty ? 1 : pieces ? WantedOfPieces : Wanted;
        for (var tries = 0; tries < MostPoints; tries++)
        {
            var point = DrawPoint(random, tries);
            Bounded.WasUncertain = false;
            if (!left.TryRun(first, point) || !right.TryRun(second, point) || Bounded.WasUncertain) continue;
            for (var i = 0; i < count; i++)
            {
                var (a, b) = (first[left.Node][i], second[right.Node][i]);
                if (!a.IsDefined || !b.IsDefined) continue;
                var (distance, error, size) = (Math.Abs(a.Value - b.Value), 2 * (a.Error + b.Error), Math.Max(Math.Abs(a.Value), Math.Abs(b.Value)));
                if (distance > error) return Equality.Different;
                if (size <= 2 * error) vanished[i]++;
                else if (error <= Tight * size) agreed[i]++;
            }

            if (tries + 1 >= wanted && agreed.All(points => points >= wanted)) return Equality.Equal;
            if (variables.IsEmpty) break;
        }

        // a component that is zero wherever it was looked at is equal to another such
        return Enumerable.Range(0, count).All(i => agreed[i] >= wanted || (agreed[i] == 0 && vanished[i] >= (variables.IsEmpty ? 1 : 10 * wanted)) || (pieces && agreed[i] >= Wanted / 2 && vanished[i] >= wanted))
            ? Equality.Equal
            : Equality.Undecided;
    }

    /// <summary>Has the formula jumps or bends, so that more places have to be looked at?</summary>
    private static bool IsOfPieces(Node node)
    {
        var seen = new HashSet<Node>([node]);
        var waiting = new Stack<Node>([node]);
        while (waiting.TryPop(out var next))
        {
            if (next.Op == Ops.Relu || next.Op == Ops.Max || next.Op == Ops.Min || next.Op == Ops.Abs || next.Op == Ops.Sign || next.Op == Ops.Step || next.Op == Ops.Floor || next.Op == Ops.Round
                || next.Op == Ops.Less || next.Op == Ops.LessOrEqual || next.Op == Ops.Greater || next.Op == Ops.GreaterOrEqual) return true;
            foreach (var input in next.Inputs)
                if (seen.Add(input)) waiting.Push(input);
        }

        return false;
    }

    private Dictionary<string, Bounded[]> DrawPoint(Random random, int number)
    {
        var point = new Dictionary<string, Bounded[]>(variables.Count);
        foreach (var (name, shape) in variables)
        {
            var values = new Bounded[shape.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = Bounded.Exactly(domains.TryGetValue(name, out var domain) ? domain.Low + (domain.High - domain.Low) * (0.001 + 0.998 * random.NextDouble()) : Anywhere(random, number));
            point[name] = values;
        }

        return point;
    }

    /// <summary>Mostly moderate numbers of either sign; every fourth point lies in (0, 1), every fourth has only positive numbers, every sixth reaches far.</summary>
    private static double Anywhere(Random random, int number)
    {
        var u = random.NextDouble();
        var sign = random.Next(2) == 0 ? -1 : 1;
        return (number % 12) switch
        {
            1 or 5 or 9 => 0.02 + 0.96 * u,
            3 or 7 or 11 => 0.1 + 4 * u,
            4 => sign * Math.Exp(-3 + 6 * u),
            10 => sign * Math.Exp(7 * u),
            _ => sign * (0.1 + 3 * u),
        };
    }
}
