using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Whether two formulas have the same values. Undecided where their values could not tell: it asks for another form and costs nothing.</summary>
public enum Equality { Equal, Different, Undecided }

/// <summary>Decides by evaluation, never by form, whether two formulas are equal as functions of their free variables. The same pair always
/// gets the same answer, whichever stands left.</summary>
/// <remarks>
/// <para><b>Rational formulas</b> are evaluated exactly modulo the prime p = 2⁶¹ − 1 at points drawn from the whole field. Two different
/// rational functions whose cross-multiplied difference has degree d agree at such a point with a chance of at most d/p (Schwartz 1980,
/// Zippel 1979). d is bounded by running the formula itself on degrees, and so many points are taken that (d/p)^points is below
/// <see cref="FalseEqual"/>. One point of disagreement settles that they differ. A last look with 57 digits makes sure that it was not p
/// itself that hid a difference.</para>
/// <para><b>Other formulas</b> are evaluated in doubles that carry an error bound (<see cref="Bounded"/>). A point where the values are further
/// apart than their bounds is proof that they differ. A point where a side is undefined, infinite, undecided at a jump, too coarse or has
/// swallowed a term says nothing in doubles and is looked at with 57 digits (<see cref="Precise"/>) if the others do not suffice. Equality
/// wants <see cref="Wanted"/> points that speak for it, and some of them are looked at with 57 digits in any case.</para>
/// </remarks>
public sealed class Comparison
{
    /// <summary>The chance that two different rational formulas are called equal is below this.</summary>
    public const double FalseEqual = 1e-18;

    /// <summary>So many points have to speak for the equality of formulas that are not rational.</summary>
    public const int Wanted = 12;

    /// <summary>So many where they have jumps or bends.</summary>
    public const int WantedOfPieces = 40;

    /// <summary>So many of these with all digits.</summary>
    public const int WantedPrecisely = 2;

    private const int MostPoints = 600;
    private const int MostHardPoints = 120;
    private const int MostRationalPoints = 8;

    /// <summary>How much two doubles may be uncertain, relative to their size, for a point to speak for equality.</summary>
    private const double Tight = 1e-9;

    /// <summary>So many times further apart than their bounds two doubles differ without a second look.</summary>
    private const double ClearlyApart = 1e3;

    /// <summary>So many bits of two long numbers have to agree; so many if a figure was rounded to a double before.</summary>
    private const int TightBits = 100, TightBitsOfRounded = 30;

    private readonly Compiled left, right;
    private readonly Points points;
    private readonly bool isOfPieces;
    private readonly int count;
    private readonly bool wantsWitness;

    private Comparison(Compiled left, Compiled right, IReadOnlyDictionary<string, Domain> domains, bool wantsWitness)
    {
        (this.left, this.right, this.wantsWitness) = (left, right, wantsWitness);
        points = new([left, right], domains);
        isOfPieces = points.IsOfPieces;
        count = left.Shape.Count;
    }

    /// <summary>Are the formulas equal, each in its scope, as functions of the names that are free there?</summary>
    /// <param name="left">One formula.</param>
    /// <param name="leftScope">What its names stand for.</param>
    /// <param name="right">The other.</param>
    /// <param name="rightScope">What its names stand for; often the same scope.</param>
    /// <param name="domains">Where free variables lie, for those that may not be any number.</param>
    /// <param name="shapes">The shapes of free variables that are no scalars.</param>
    public static Equality Compare(Formula left, Scope leftScope, Formula right, Scope rightScope, IReadOnlyDictionary<string, Domain>? domains = null, IReadOnlyDictionary<string, Shape>? shapes = null) =>
        Decide(left, leftScope, right, rightScope, domains, shapes, wantsWitness: false).Equality;

    /// <summary>The same, with what decided it.</summary>
    /// <inheritdoc cref="Compare"/>
    public static Decision Decide(Formula left, Scope leftScope, Formula right, Scope rightScope, IReadOnlyDictionary<string, Domain>? domains = null, IReadOnlyDictionary<string, Shape>? shapes = null) =>
        Decide(left, leftScope, right, rightScope, domains, shapes, wantsWitness: true);

    private static Decision Decide(Formula left, Scope leftScope, Formula right, Scope rightScope, IReadOnlyDictionary<string, Domain>? domains, IReadOnlyDictionary<string, Shape>? shapes, bool wantsWitness)
    {
        var first = Make(left, leftScope, shapes, out var leftProblem);
        var second = Make(right, rightScope, shapes, out var rightProblem);
        if (first is null && second is null) return new(Equality.Undecided, Basis.Shapes) { Message = leftProblem };
        if (first is null || second is null) return new((leftProblem ?? rightProblem)!.Shapes ? Equality.Different : Equality.Undecided, Basis.Shapes) { Message = leftProblem ?? rightProblem, IsAboutLeft = first is null };
        if (first.IsIdentity && second.Shape is { Rank: 2 } size) first.SetSide(size[0]);
        else if (second.IsIdentity && first.Shape is { Rank: 2 } other) second.SetSide(other[0]);
        else if (first.IsIdentity != second.IsIdentity) return new(Equality.Different, Basis.Shapes);
        if (first.Shape.Count != second.Shape.Count || (first.Shape.Rank > 1 && second.Shape.Rank > 1 && first.Shape != second.Shape))
            return new(Equality.Different, Basis.Shapes) { Shapes = (first.Shape, second.Shape) };
        return new Comparison(first, second, domains ?? ImmutableDictionary<string, Domain>.Empty, wantsWitness).Decide();
    }

    /// <summary>What a wrong formula has to do with the right one.</summary>
    /// <param name="wrong">The wrong one.</param>
    /// <param name="wrongScope">What its names stand for.</param>
    /// <param name="right">The right one, as a person would write it: its terms and factors are what may be missing.</param>
    /// <param name="rightScope">What its names stand for.</param>
    /// <param name="domains">Where free variables lie, for those that may not be any number.</param>
    /// <param name="shapes">The shapes of free variables that are no scalars.</param>
    public static Relation Relate(Formula wrong, Scope wrongScope, Formula right, Scope rightScope, IReadOnlyDictionary<string, Domain>? domains = null, IReadOnlyDictionary<string, Shape>? shapes = null) =>
        new Relating(wrong, wrongScope, right, rightScope, domains, shapes).Find();

    /// <summary>The first components of several formulas at a few places where all have values that are not zero.</summary>
    internal static IReadOnlyList<double[]> Values(IReadOnlyList<(Formula Formula, Scope Scope)> formulas, IReadOnlyDictionary<string, Domain>? domains, IReadOnlyDictionary<string, Shape>? shapes, int most)
    {
        var sides = new List<Compiled>();
        foreach (var (formula, scope) in formulas)
        {
            if (Make(formula, scope, shapes, out _) is not { } side) return [];
            sides.Add(side);
        }

        var points = new Points(sides, domains ?? ImmutableDictionary<string, Domain>.Empty);
        var evaluators = sides.ConvertAll(side => side.Evaluator<Bounded>(points));
        var found = new List<double[]>();
        for (var number = 0; number < MostPoints / 4 && found.Count < most; number++)
        {
            var point = Array.ConvertAll(points.At(number), Bounded.Exactly);
            Doubt.Clear();
            var values = new double[evaluators.Count];
            var isGood = true;
            for (var i = 0; i < values.Length && isGood; i++)
            {
                isGood = evaluators[i].TryRun(point, out var value) && value[0] is { IsDefined: true } first && (i > 0 || first.Value != 0) && Math.Abs(first.Value) > 1e3 * first.Error;
                if (isGood) values[i] = value[0].Value;
            }

            if (isGood && !Doubt.IsUncertain) found.Add(values);
        }

        return found;
    }

    private static Compiled? Make(Formula formula, Scope scope, IReadOnlyDictionary<string, Shape>? shapes, out Problem? problem)
    {
        problem = null;
        try
        {
            return new(formula, scope, shapes);
        }
        catch (EngineException error)
        {
            problem = new(error.Message, Shapes: true);
        }
        catch (SizeException error)
        {
            problem = new(error.Message, Shapes: true) { Sizes = error };
        }
        catch (FormulaException error)
        {
            problem = new(error.Message, Shapes: false);
        }

        return null;
    }

    private Decision Decide()
    {
        Doubt.HasRounded = false;
        if (left.MayBeRational && right.MayBeRational)
            try
            {
                if (DecideExactly() is { } exactly) return exactly;
            }
            catch (NotRationalException)
            {
                // a graph tells only when it is run
            }

        return DecideNumerically();
    }

    // ---- rational formulas

    private Decision? DecideExactly()
    {
        // Most wrong answers part at the first point: only where they do not is it asked how many are needed. A graph has to pass that question first.
        var isCertain = left.IsCertainlyRational && right.IsCertainlyRational;
        var (wanted, chance) = isCertain ? (1, 1) : EvidenceForRational();
        if (wanted == 0) return null;
        var (first, second) = (left.Evaluator<Residue>(points), right.Evaluator<Residue>(points));
        var (point, agreed) = (new Residue[points.Size], 0);
        var dice = new Points.Dice(61);
        for (var tries = 0; tries < wanted + 4 && agreed < wanted; tries++)
        {
            for (var i = 0; i < point.Length; i++) point[i] = Residue.Of(dice.Bits());
            if (!first.TryRun(point, out var a) || !second.TryRun(point, out var b)) continue;
            if (!a.SequenceEqual(b)) return Witness(Basis.Exact);
            if (++agreed == 1 && isCertain) (wanted, chance) = EvidenceForRational();
            if (wanted == 0) return null;
        }

        if (agreed < wanted) return new(Equality.Undecided, Basis.NoValues);
        return IsContradicted() is { } contradicted ? contradicted : new(Equality.Equal, Basis.Exact) { Points = agreed, Chance = chance };
    }

    /// <summary>How many points of agreement make a false "equal" less likely than <see cref="FalseEqual"/>, and how likely it is then; 0 if too many would be needed.</summary>
    private (int Points, double Chance) EvidenceForRational()
    {
        var point = new Degree[points.Size];
        Array.Fill(point, Degree.Variable);
        if (!left.Evaluator<Degree>(points).TryRun(point, out var first) || !right.Evaluator<Degree>(points).TryRun(point, out var second)) return (0, 1);
        var degree = 1.0;
        for (var i = 0; i < count; i++) degree = Math.Max(degree, Math.Max(first[i].Above + second[i].Beneath, second[i].Above + first[i].Beneath));
        var each = degree / Residue.Prime;
        if (each > 1e-3) return (0, 1);
        var needed = points.IsSingle ? 1 : (int)Math.Ceiling(Math.Log(FalseEqual) / Math.Log(each)) + 1;
        return needed <= MostRationalPoints ? (needed, points.IsSingle ? 0 : Math.Pow(each, needed)) : (0, 1);
    }

    /// <summary>A place where both have values that differ, for people to look at.</summary>
    private Decision Witness(Basis basis)
    {
        if (!wantsWitness) return new(Equality.Different, basis);
        var (first, second) = (left.Evaluator<Bounded>(points), right.Evaluator<Bounded>(points));
        for (var number = 0; number < 24; number++)
        {
            var point = points.At(number);
            if (LookAt(point, first, second, out _) is Agreement.Apart) return Apart(basis, point, first, second);
        }

        return new(Equality.Different, basis);
    }

    /// <summary>Do long numbers see a difference that the residues did not?</summary>
    private Decision? IsContradicted()
    {
        for (var number = 0; number < 24; number++)
        {
            var point = points.At(number);
            switch (LookPreciselyAt(point))
            {
                case Agreement.Apart: return Apart(Basis.Numbers, point);
                case Agreement.Same or Agreement.BothZero: return null;
            }
        }

        return new(Equality.Undecided, Basis.NoValues);
    }

    // ---- other formulas

    private Decision DecideNumerically()
    {
        var (first, second) = (left.Evaluator<Bounded>(points), right.Evaluator<Bounded>(points));
        var evidence = new Evidence(count, isOfPieces, points.IsSingle);
        var (easy, hard) = (new List<double[]>(), new List<double[]>());
        for (var number = 0; number < MostPoints && !evidence.Suffices; number++)
        {
            var point = points.At(number);
            switch (LookAt(point, first, second, out var isTight))
            {
                case Agreement.Apart when isTight || LookPreciselyAt(point) is not (Agreement.Same or Agreement.BothZero):
                    return Apart(Basis.Numbers, point, first, second);
                case Agreement.Same or Agreement.BothZero when isTight:
                    evidence.Add(agreements);
                    if (easy.Count < Wanted) easy.Add(point);
                    break;
                default:
                    if (hard.Count < MostHardPoints) hard.Add(point);
                    if (hard.Count == Early && easy.Count == 0 && LooksApart(hard) is { } apart) return Apart(Basis.Numbers, apart);
                    break;
            }

            if (points.IsSingle) break;
        }

        return evidence.Suffices ? Confirmed(easy, evidence) : LookHard(hard, evidence);
    }

    /// <summary>After so many places about which doubles say nothing, while they say something nowhere, long numbers are asked.</summary>
    private const int Early = 6;

    /// <summary>One of the points where long numbers see a difference; it is looked for at the first of them where they see anything.</summary>
    private double[]? LooksApart(List<double[]> hard)
    {
        foreach (var point in hard)
            switch (LookPreciselyAt(point))
            {
                case Agreement.Apart: return point;
                case Agreement.Same or Agreement.BothZero: return null;
            }

        return null;
    }

    /// <summary>Points that doubles could say nothing about.</summary>
    private Decision LookHard(List<double[]> hard, Evidence evidence)
    {
        foreach (var point in hard)
        {
            switch (LookPreciselyAt(point))
            {
                case Agreement.Apart: return Apart(Basis.Numbers, point);
                case Agreement.Same or Agreement.BothZero: evidence.Add(agreements); break;
            }

            if (evidence.Suffices) return new(Equality.Equal, Basis.Numbers) { Points = evidence.Points };
        }

        return evidence.IsEnoughAtLast && evidence.Points > 0 ? new(Equality.Equal, Basis.Numbers) { Points = evidence.Points } : new(Equality.Undecided, Basis.NoValues) { Points = evidence.Points };
    }

    /// <summary>What doubles found equal, with all digits.</summary>
    private Decision Confirmed(List<double[]> easy, Evidence evidence)
    {
        var confirmed = 0;
        foreach (var point in easy)
        {
            switch (LookPreciselyAt(point))
            {
                case Agreement.Apart: return Apart(Basis.Numbers, point);
                case Agreement.Same or Agreement.BothZero: confirmed++; break;
            }

            if (confirmed >= WantedPrecisely || (points.IsSingle && confirmed > 0)) return new(Equality.Equal, Basis.Numbers) { Points = evidence.Points };
        }

        return new(Equality.Undecided, Basis.NoValues) { Points = evidence.Points };
    }

    private Agreement[] agreements = [];
    private Evaluator<Precise>? firstPrecisely, secondPrecisely;
    private Bounded[]? boundedPoint;
    private Precise[]? precisePoint;

    /// <summary>The worst of what the components say: a difference anywhere is a difference. The single ones are left in <see cref="agreements"/>.</summary>
    private Agreement LookAt(double[] point, Evaluator<Bounded> first, Evaluator<Bounded> second, out bool isTight)
    {
        isTight = false;
        var values = boundedPoint ??= new Bounded[point.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Bounded.Exactly(point[i]);
        Doubt.Clear();
        if (!first.TryRun(values, out var a) || (count == 1 && !a[0].IsDefined) || !second.TryRun(values, out var b) || Doubt.IsUncertain) return Agreement.Nothing;
        if (agreements.Length != count) agreements = new Agreement[count];
        isTight = !Doubt.IsDeaf;
        var some = false;
        for (var i = 0; i < count; i++)
        {
            agreements[i] = Agreement.Nothing;
            if (!a[i].IsDefined || !b[i].IsDefined) continue;
            var (distance, error, size) = (Math.Abs(a[i].Value - b[i].Value), 2 * (a[i].Error + b[i].Error), Math.Max(Math.Abs(a[i].Value), Math.Abs(b[i].Value)));
            if (distance > error)
            {
                isTight = distance > ClearlyApart * error;
                return Agreement.Apart;
            }

            if (size <= 2 * error) agreements[i] = Agreement.BothZero;
            else if (error <= Tight * size) agreements[i] = Agreement.Same;
            some |= agreements[i] != Agreement.Nothing;
        }

        return some ? Agreement.Same : Agreement.Nothing;
    }

    private Agreement LookPreciselyAt(double[] point)
    {
        var (first, second) = (firstPrecisely ??= left.Evaluator<Precise>(points), secondPrecisely ??= right.Evaluator<Precise>(points));
        var values = precisePoint ??= new Precise[point.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Precise.Exactly(point[i]);
        Doubt.Clear();
        if (!first.TryRun(values, out var a) || !second.TryRun(values, out var b) || Doubt.IsUncertain) return Agreement.Nothing;
        if (agreements.Length != count) agreements = new Agreement[count];
        var some = false;
        for (var i = 0; i < count; i++)
        {
            agreements[i] = Precise.Between(a[i], b[i], out var digits);
            if (agreements[i] == Agreement.Apart) return Agreement.Apart;
            if (agreements[i] == Agreement.Same && digits < (Doubt.HasRounded ? TightBitsOfRounded : TightBits)) agreements[i] = Agreement.Nothing;
            some |= agreements[i] != Agreement.Nothing;
        }

        return some && !Doubt.IsDeaf ? Agreement.Same : Agreement.Nothing;
    }

    private Decision Apart(Basis basis, double[] point) => wantsWitness ? Apart(basis, point, left.Evaluator<Bounded>(points), right.Evaluator<Bounded>(points)) : new(Equality.Different, basis);

    private Decision Apart(Basis basis, double[] point, Evaluator<Bounded> first, Evaluator<Bounded> second)
    {
        if (!wantsWitness) return new(Equality.Different, basis);
        var values = Array.ConvertAll(point, Bounded.Exactly);
        var decision = new Decision(Equality.Different, basis) { At = [.. points.Names.Select(name => (name.Name, ImmutableArray.Create(point, name.Start, name.Count)))] };
        return first.TryRun(values, out var a) && second.TryRun(values, out var b)
            ? decision with { Values = ([.. a.ToArray().Select(value => value.Value)], [.. b.ToArray().Select(value => value.Value)]) }
            : decision;
    }

    /// <summary>What the points have said so far, for each component.</summary>
    private sealed class Evidence(int count, bool isOfPieces, bool isSingle)
    {
        private readonly int[] agreed = new int[count], vanished = new int[count];
        private readonly int wanted = isSingle ? 1 : isOfPieces ? WantedOfPieces : Wanted;

        public void Add(Agreement[] agreements)
        {
            for (var i = 0; i < count; i++)
                if (agreements[i] == Agreement.Same) agreed[i]++;
                else if (agreements[i] == Agreement.BothZero) vanished[i]++;
        }

        public int Points => Enumerable.Range(0, count).Min(i => agreed[i] + vanished[i]);

        public bool Suffices
        {
            get
            {
                for (var i = 0; i < count; i++)
                    if (agreed[i] < wanted && !(agreed[i] == 0 && vanished[i] >= (isSingle ? 1 : 10 * wanted))) return false;
                return true;
            }
        }

        /// <summary>A piece that is zero over a wide range needs fewer places where it is not.</summary>
        public bool IsEnoughAtLast => Suffices || (isOfPieces && Enumerable.Range(0, count).All(i => agreed[i] >= wanted || (agreed[i] >= Wanted / 2 && vanished[i] >= wanted)));
    }
}
