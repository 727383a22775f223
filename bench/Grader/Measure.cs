using System.Diagnostics;
using System.Globalization;
using MashaBot.Backprop;
using MashaBot.Sheets;
using MashaBot.Sheets.Diagnosing;
using MashaBot.Sheets.Judging;

namespace MashaBot.Grader.Bench;

/// <summary>Over all parts that ask for numbers and many variants: how often a wrong reply gets a right diagnosis, none, a wrong one.</summary>
internal sealed class Measure(Course course, int seeds, int slipsEach, string? only, int list)
{
    private readonly OrderedDictionary<PartId, Tallies> parts = [];
    private readonly Dictionary<string, int> wrong = [];
    private readonly List<double> times = [];

    private sealed class Tallies : Dictionary<string, Tally>
    {
        internal Tally Of(string family) => TryGetValue(family, out var tally) ? tally : this[family] = new();
    }

    private sealed class Tally
    {
        internal int Right, None, Wrong, Accepted;

        internal int All => Right + None + Wrong + Accepted;

        internal void Add(Tally other) => (Right, None, Wrong, Accepted) = (Right + other.Right, None + other.None, Wrong + other.Wrong, Accepted + other.Accepted);
    }

    internal void Run(TextWriter output, TextWriter progress)
    {
        foreach (var problem in course.Sheets.SelectMany(sheet => sheet.Problems))
            foreach (var part in problem.Parts.Where(part => part.Kind.IsNumbers && (only is null || $"{part.Id}".StartsWith(only, StringComparison.Ordinal))))
            {
                progress.Write($"\r{part.Id}   ");
                Try(problem, part);
            }
        progress.WriteLine();
        Print(output);
    }

    private void Try(Problem problem, Part part)
    {
        var tallies = parts[part.Id] = new();
        List<Slip> named = [.. part.Source.Mistakes.Select(mistake => Slip.Of(mistake, problem.Source, part.Source))];
        List<Slip> forward = [.. Mutants.Of(problem.Source, part.Source).Select(Slip.Of)], backward = [.. BackwardSlips.Of(problem.Source, part.Source)];
        var random = new Random(part.Id.Problem.Sheet * 10000 + part.Id.Problem.Number * 100 + part.Number);
        for (var seed = 0; seed < seeds; seed++)
        {
            var variant = problem.Deal(Dealt(problem, seed));
            var right = variant.ValuesOf(part.Source).Value(part.Source.Answer.Formula);
            foreach (var slip in named.Concat(Some(forward, random)).Concat(Some(backward, random))) Try(variant, part, right, slip, tallies);
            List<double[]> typical = [.. named.Concat(forward.Take(Typical)).Select(slip => slip.Values(variant.Figures)).OfType<double[]>()];
            double[] sizes = [.. Enumerable.Range(0, right.Count).Select(i => Size(right.Values[i].ToDouble(), typical.Where(values => values.Length > i).Select(values => values[i])))];
            for (var i = 0; i < slipsEach; i++) Guess(variant, part, right, sizes, random, tallies.Of("random"));
        }
    }

    /// <summary>As it is dealt to learners: the book's figures, then such as show slips.</summary>
    private static VariantId Dealt(Problem problem, int seed) =>
        seed == 0 ? VariantId.Book : problem.Choose(Enumerable.Range(seed, Candidates).Select(candidate => new VariantId(candidate)), [.. problem.Parts.Select(part => part.Number)]);

    private IEnumerable<Slip> Some(List<Slip> slips, Random random) => slips is [] ? [] : Enumerable.Range(0, slipsEach).Select(_ => slips[random.Next(slips.Count)]);

    private void Try(Variant variant, Part part, Tensor<Real> right, Slip slip, Tallies tallies)
    {
        if (slip.Values(variant.Figures) is not { } values || values.Length != right.Count || values.Any(value => Math.Abs(value) > 1e9)) return;
        if (values.Zip(right.Values.ToArray()).All(pair => Typed.Number(pair.First) == Typed.Number(pair.Second.ToDouble()))) return;       // nobody could see it
        var tally = tallies.Of(slip.Family == "named" || Typed.IsLong(values) ? slip.Family : "few digits");
        var verdict = Timed(variant, part, Typed.Reply(values, right.Shape));
        if (verdict is Verdict.Right) tally.Accepted++;
        else if (verdict.RecognisedCause is not { } cause)
        {
            tally.None++;
            if (list > 0) Note($"{part.Id} {slip.Family} {slip.What}: none, {Why(slip, variant, part)}");
        }
        else if (IsTrue(cause, slip, variant, part)) tally.Right++;
        else
        {
            tally.Wrong++;
            Note($"{part.Id} {slip.Family} {slip.What}: told {cause}");
        }
    }

    /// <summary>
    /// Does what is told give the same as the slip that was made, with other figures too: close ones, or those of other variants? The same kind at the same node is
    /// true as well, or at a later one that the slip goes through: of several places the first that they share is told.
    /// </summary>
    private static bool IsTrue(Cause cause, Slip slip, Variant variant, Part part)
    {
        if (cause is Cause.Named(var told) && slip.Family == "named" && told == slip.What) return true;
        double[][] made = [.. Probes.Select(probe => slip.Values(new NearbyFigures(variant.Problem.Source).Of(variant.Figures, probe)) ?? [])];
        if (cause is Cause.Slip(var said, { Node: var at }) && said.Code == slip.What.Split(' ')[0] && (at is null || slip.Where is null || Plain(at) == slip.Where || variant.Problem.Source.Needs(Plain(at), slip.Where))) return true;
        return cause switch
        {
            Cause.Named(var key) when Slip.Of(part.Source.Mistakes.First(mistake => mistake.Key == key), variant.Problem.Source, part.Source) is var named =>
                AreEqual([.. Probes.Select(probe => named.Values(new NearbyFigures(variant.Problem.Source).Of(variant.Figures, probe)) ?? [])], made) || IsNeverApart(named, slip, variant.Problem),
            Cause.Slip(var kind, var place) when variant.FaultyOf(part) is { } faulty => Enumerable.Range(0, faulty.Count)
                .Where(fault => kind == SlipKind.Somewhere ? variant.WorkingsOf(part.Source).Shown(faulty.Fault(fault).Owner) is var owner && place.Node is { } node && Plain(node) == owner : faulty.Fault(fault).Kind == kind)
                .ToList() is var candidates && faulty.Nearby(candidates).Any(values => AreEqual([[.. values.Take(values.Length / 2)], [.. values.Skip(values.Length / 2)]], made)),
            _ => false,
        };
    }

    /// <summary>A count is whole in every variant, though not in figures close by: what gives the same in so many variants no learner can tell apart.</summary>
    private static bool IsNeverApart(Slip told, Slip made, Problem problem)
    {
        var tried = Enumerable.Range(1, OtherVariants).Select(seed => problem.TryDeal(new(seed), out var variant, out _) ? variant.Figures : null).OfType<IReadOnlyDictionary<string, Tensor<Real>>>().ToList();
        return tried is not [] && AreEqual([.. tried.Select(figures => told.Values(figures) ?? [])], [.. tried.Select(figures => made.Values(figures) ?? [])]);
    }

    private static string Why(Slip slip, Variant variant, Part part)
    {
        if (variant.FaultyOf(part) is not { } faulty) return "no graph";
        double[][] made = [.. Probes.Select(probe => slip.Values(new NearbyFigures(variant.Problem.Source).Of(variant.Figures, probe)) ?? [])];
        var all = Enumerable.Range(0, faulty.Count).ToList();
        var here = slip.Values(variant.Figures)!;
        var same = all.Where(fault => here.Zip(faulty[fault].ToArray()).All(pair => Precision.IsSame(pair.First, pair.Second))).ToList();
        var classes = faulty.Nearby(same).Zip(same).GroupBy(pair => pair.First, pair => pair.Second, CloseValues.Instance).Select(group => group.ToList()).ToList();
        if (classes.Count == 1) return "budget";
        if (classes.Count > 1) return $"ambiguous x{classes.Count}: " + string.Join(" / ", classes.Select(group => string.Join("+", group.Select(fault => $"{faulty.Fault(fault).Kind}@{faulty.Fault(fault).Owner}").Distinct().Take(3))));
        return faulty.Nearby(all).Any(values => AreEqual([[.. values.Take(values.Length / 2)], [.. values.Skip(values.Length / 2)]], made)) ? "known" : "missing";
    }

    private static string Plain(string shown) => MashaBot.Formulas.Vocabulary.Canonical(shown);

    private static bool AreEqual(double[][] first, double[][] second) => first.Zip(second).All(pair =>
        pair.First.Length == pair.Second.Length && pair.First.Length > 0 && pair.First.Zip(pair.Second).All(numbers => Math.Abs(numbers.First - numbers.Second) <= 1e-7 * Math.Max(Math.Abs(numbers.First), 1e-5)));

    /// <summary>How large a wrong number is: as the answer, or as what slips give if that is more.</summary>
    private static double Size(double right, IEnumerable<double> wrong)
    {
        var sizes = wrong.Select(Math.Abs).Where(size => size > 0).Order().ToList();
        return Math.Max(Math.Abs(right), sizes is [] ? 1 : sizes[sizes.Count / 2]);
    }

    /// <summary>One number of the answer replaced by another with as many digits: four, or as many as the answer has if it is a shorter decimal.</summary>
    private void Guess(Variant variant, Part part, Tensor<Real> right, double[] sizes, Random random, Tally tally)
    {
        var values = right.Values.ToArray().Select(value => value.ToDouble()).ToArray();
        var place = random.Next(values.Length);
        var (typed, source) = (Typed.Number(values[place]), part.Source);
        var decimals = source.Within is not null || source.Digits is not null ? Math.Max(Typed.Decimals(values[place]), new Precision(source.Within, source.Digits).DecimalsAsked(right.Values[place])) : typed.Contains('.', StringComparison.Ordinal) ? typed.Length - typed.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        // The size grows a little each time: about a zero, small numbers might be rounded to it for ever.
        for (var size = sizes[place]; Typed.Number(values[place]) == typed; size *= 1.05)
            values[place] = Math.Round((random.NextDouble() * 2 - 1) * 2 * size + right.Values[place].ToDouble(), decimals);
        var verdict = Timed(variant, part, Typed.Reply(values, right.Shape));
        if (verdict is Verdict.Right) tally.Accepted++;
        else if (verdict.RecognisedCause is not { } cause) tally.None++;
        else
        {
            tally.Wrong++;
            Note($"{part.Id} random: {Typed.Reply(values, right.Shape)} told {cause}");
        }
    }

    private Verdict Timed(Variant variant, Part part, string reply)
    {
        var start = Stopwatch.GetTimestamp();
        var verdict = variant.Judge(part.Number, reply);
        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return verdict;
    }

    private void Note(string line) => wrong[line] = wrong.GetValueOrDefault(line) + 1;

    private const int Candidates = 12, OtherVariants = 8;

    /// <summary>So many slips say how large wrong values are.</summary>
    private const int Typical = 20;

    private static readonly int[] Probes = [1, 2];

    private static readonly string[] Families = ["named", "forward", "backward", "few digits", "random"];

    private void Print(TextWriter output)
    {
        output.WriteLine("part      named: right none wrong acc.   forward: right none wrong acc.   backward: right none wrong acc. few digits: right none wrong acc.   random: explained acc.");
        foreach (var (part, tallies) in parts) output.WriteLine(Row($"{part}", tallies));
        Sum("counted", part => IsCount(part));
        Sum("computed", part => !IsCount(part));
        Sum("all", _ => true);

        void Sum(string name, Func<PartId, bool> which)
        {
            var all = new Tallies();
            foreach (var (family, tally) in parts.Where(pair => which(pair.Key)).SelectMany(pair => pair.Value)) all.Of(family).Add(tally);
            output.WriteLine(Row(name, all));
            output.WriteLine("  replies: " + string.Join(", ", Families.Select(family => $"{family} {all.Of(family).All}")));
        }
        times.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a wrong reply with all its diagnosis: {times[times.Count / 2]:F2} ms at the median, {times[times.Count * 95 / 100]:F1} ms at 95 %, {times[^1]:F0} ms at most ({times.Count} replies)"));
        output.WriteLine("told wrong or not at all most often:");
        foreach (var (line, count) in wrong.OrderByDescending(pair => pair.Value).Take(list)) output.WriteLine($"{count,5} {line}");
    }

    private bool IsCount(PartId part) => course.Find(part.Problem)!.Part(part.Number).Kind is ReplyKind.Integer or ReplyKind.Shape;

    private static string Row(string name, Tallies tallies) => name.PadRight(10) + string.Concat(Families.Select(family =>
    {
        var tally = tallies.Of(family);
        string Share(int count) => tally.All == 0 ? "     –" : (100.0 * count / tally.All).ToString("F1", CultureInfo.InvariantCulture).PadLeft(6);
        return family == "random" ? $"  {Share(tally.Wrong)} {Share(tally.Accepted)}" : $"  {Share(tally.Right)} {Share(tally.None)} {Share(tally.Wrong)} {Share(tally.Accepted)}    ";
    }));
}
