using System.Globalization;
using CsCheck;
using MashaBot.Sheets.Diagnosing;

namespace MashaBot.Sheets.Tests.Diagnosing;

/// <summary>Diagnosis on graphs that nobody chose.</summary>
public class SlipsTest
{
    private static readonly Gen<(int Seed, bool OfDerivative)> Seeds = Gen.Select(Gen.Int[1, 1_000_000], Gen.Bool);

    private static bool IsUsable(double value) => double.IsFinite(value) && Math.Abs(value) is > 1e-3 and < 1e4;

    private static bool AreClose(double first, double second) => Math.Abs(first - second) <= 1e-9 * Math.Max(1, Math.Abs(second));

    private static string Typed(double value) => Math.Round((decimal)value, 9).ToString(CultureInfo.InvariantCulture);

    private static (Variant Variant, FaultyValues Slips) Made(RandomProblem random)
    {
        var problem = random.Problem;
        var variant = problem.Deal(VariantId.Book);
        return (variant, variant.FaultyOf(problem.Part(1))!);
    }

    [Fact]
    public void A_slip_that_was_made_is_among_the_explanations() => Gen.Int[1, 1_000_000].Sample(seed => IsExplained(new(seed)) ?? true, iter: 120);

    /// <summary>Who slips on the way there goes back by the derivatives of what was computed. Some ways back cannot be rebuilt on the graph.</summary>
    [Fact]
    public void So_is_nearly_every_slip_before_a_derivative()
    {
        var explained = Enumerable.Range(1, 80).Select(seed => IsExplained(new(seed, ofDerivative: true))).OfType<bool>().ToList();
        Assert.InRange(explained.Average(found => found ? 1.0 : 0), 0.9, 1);
    }

    /// <summary>Null where the slip shows nothing.</summary>
    private static bool? IsExplained(RandomProblem random)
    {
        if (random.WithSlip() is not { } wrong || !IsUsable(wrong)) return null;
        var (_, slips) = Made(random);
        return AreClose(wrong, slips.Right[0]) ? null : Enumerable.Range(0, slips.Count).Any(slip => AreClose(slips[slip][0], wrong));
    }

    [Fact]
    public void What_is_told_of_a_slip_is_not_refuted_by_other_figures() => Gen.Select(Seeds, Gen.Int[0, 10_000]).Sample((seed, which) =>
    {
        var (variant, slips) = Made(new(seed.Seed, seed.OfDerivative));
        if (slips.Count == 0) return true;
        var made = which % slips.Count;
        if (!IsUsable(slips[made][0]) || AreClose(slips[made][0], slips.Right[0])) return true;
        if (slips.Fault(made).IsVague) return true;     // gives way to whatever says more, also where it says so with these figures alone
        if (variant.Judge(1, Typed(slips[made][0])) is not Verdict.Wrong { Cause: Cause.Slip told }) return true;
        var alike = Enumerable.Range(0, slips.Count).Where(slip => told.Kind == SlipKind.Somewhere ? slips.Fault(slip).Owner == told.Place.Node : slips.Fault(slip).Kind == told.Kind).ToList();
        return alike.Contains(made) || slips.Nearby([made])[0] is var planted && slips.Nearby(alike).Any(values => CloseValues.Instance.Equals(values, planted));
    }, iter: 150);

    [Fact]
    public void Most_slips_are_told()
    {
        var (told, all) = (0, 0);
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new RandomProblem(seed);
            var (variant, slips) = Made(random);
            if (random.WithSlip() is not { } wrong || !IsUsable(wrong) || AreClose(wrong, slips.Right[0])) continue;
            all++;
            if (variant.Judge(1, Typed(wrong)) is Verdict.Wrong { Cause: not null }) told++;
        }
        Assert.InRange((double)told / all, 0.9, 1);
    }

    [Fact]
    public void The_right_answer_is_right_and_no_slip() => Seeds.Sample(seed =>
    {
        var (variant, slips) = Made(new(seed.Seed, seed.OfDerivative));
        return !IsUsable(slips.Right[0]) || variant.Judge(1, Typed(slips.Right[0])) is Verdict.Right;
    }, iter: 100);

    [Fact]
    public void The_same_reply_gets_the_same_verdict_each_time() => Seeds.Sample(seed =>
    {
        var random = new RandomProblem(seed.Seed, seed.OfDerivative);
        if (random.WithSlip() is not { } wrong || !IsUsable(wrong)) return true;
        var (first, second) = (Made(random).Variant, Made(random).Variant);
        var verdict = first.Judge(1, Typed(wrong));
        return verdict.Equals(first.Judge(1, Typed(wrong))) && verdict.Equals(second.Judge(1, Typed(wrong)));
    }, iter: 60);

    [Fact]
    public void A_number_that_nothing_gives_is_left_alone() => Seeds.Sample(seed =>
    {
        var (variant, slips) = Made(new(seed.Seed, seed.OfDerivative));
        var number = 7.0 + seed.Seed / 1e7;
        return Enumerable.Range(0, slips.Count).Any(slip => AreClose(slips[slip][0], number)) || variant.Judge(1, Typed(number)).RecognisedCause is null;
    }, iter: 60);

    [Fact]
    public void The_band_holds_what_rounding_at_each_step_gives() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[3, 5]).Sample((seed, places) =>
    {
        var random = new RandomProblem(seed);
        var slips = Made(random).Slips;
        // The bound is of first order: where a function bends sharply (places: 5, seed 240593) it holds only once the roundings are small enough.
        return Holds(places) || Holds(places + 3);

        bool Holds(int kept)
        {
            if (!IsUsable(slips.Right[0]) || !IsUsable(random.Rounded(kept))) return true;
            var (unit, band) = (Math.Pow(10, -kept) / 2, slips.Band(kept)[0]);
            return band > 1000 * unit || Math.Abs(random.Rounded(kept) - slips.Right[0]) <= (band + unit) * (1 + 100 * band) + 1e-12;
        }
    }, iter: 200);
}
