using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Judging;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>Finds the one mistake behind a wrong reply of numbers, or keeps silent.</summary>
/// <param name="faulty">What each slip gives; null where the part has no graph.</param>
/// <param name="foreseen">The author's named mistakes, the most common first.</param>
/// <param name="answer">The right values.</param>
/// <param name="precision">How exact the part's numbers are.</param>
/// <param name="shown">A node's name as people write it.</param>
internal sealed class Diagnosis(Func<FaultyValues?> faulty, IReadOnlyList<ForeseenMistake> foreseen, ImmutableArray<Real> answer, Precision precision, Func<string, string> shown)
{
    /// <summary>A slip is not told where more random wrong numbers than this would be told one.</summary>
    private const double MostByAccident = 0.02;

    /// <summary>A mistake that the author foresaw is likelier than any one slip, and told where the numbers are few.</summary>
    private const double MostForeseenByAccident = 0.1;

    /// <summary>The mistakes at the head of the author's list are by far the most common.</summary>
    private const int FirstForeseen = 2;

    /// <summary>The author's mistake that gives this reply, if it is the only one.</summary>
    /// <param name="reply">One number for each component of the answer.</param>
    /// <param name="isRight">Which of them are right.</param>
    internal Cause.Named? Named(ImmutableArray<Quantity> reply, ImmutableArray<bool> isRight)
    {
        var fitting = Enumerable.Range(0, foreseen.Count).Where(mistake => Gives(reply, foreseen[mistake].Values.AsSpan())).ToList();
        if (fitting is not [var only]) return null;
        if (faulty() is { } slips && reply.Length == slips.Right.Length && foreseen[only].IsContested(slips, values => Gives(reply, values), fault => IsAsLikely(fault, only))) return null;
        var accident = new Accident(reply, isRight, answer, precision, Sizes);
        for (var i = 0; i < only; i++) accident.Add(foreseen[i].Values.AsSpan());
        return accident.Share + accident.Unit <= MostForeseenByAccident ? new(foreseen[only].Key) : null;
    }

    /// <summary>Signs slip as often as any mistake that an author foresees, and terms get lost as often as what stands below the first two.</summary>
    private static bool IsAsLikely(Fault fault, int foreseen) =>
        fault.Kind == SlipKind.FlippedSign || (foreseen >= FirstForeseen && fault.Kind is SlipKind.DroppedBias or SlipKind.DroppedTerm);

    /// <summary>Does some slip give this reply as well, and only with these figures?</summary>
    internal bool IsRivalled(ForeseenMistake mistake, ImmutableArray<Quantity> reply) => faulty() is { } slips && mistake.IsContested(slips, values => Gives(reply, values), _ => true);

    /// <summary>Is there a slip that gives this reply?</summary>
    internal bool IsSlip(ImmutableArray<Quantity> reply) => faulty() is { } slips && reply.Length == slips.Right.Length && Enumerable.Range(0, slips.Count).Any(fault => Gives(reply, slips[fault]));

    /// <summary>The slip that gives this reply, if one explanation fits.</summary>
    /// <inheritdoc cref="Named"/>
    internal Cause.Slip? Slip(ImmutableArray<Quantity> reply, ImmutableArray<bool> isRight)
    {
        if (foreseen.Any(mistake => Gives(reply, mistake.Values.AsSpan())) || faulty() is not { } slips || reply.Length != slips.Right.Length) return null;
        var fitting = Enumerable.Range(0, slips.Count).Where(fault => Gives(reply, slips[fault])).ToList();
        if (fitting is [] || fitting[0] >= Spoken(slips, reply, isRight)) return null;
        if (fitting.Any(fault => !slips.Fault(fault).IsVague)) fitting.RemoveAll(fault => slips.Fault(fault).IsVague);
        var different = slips.Nearby(fitting).Zip(fitting).GroupBy(pair => pair.First, pair => pair.Second, CloseValues.Instance).Select(same => same.ToList()).ToList();
        return different is [var only] ? Same(slips, only) : Different(slips, fitting);
    }

    /// <summary>The slips are one and the same for all figures: it has the name of the likeliest, and the first place that all have gone through.</summary>
    private Cause.Slip Same(FaultyValues faulty, List<int> slips) => new(faulty.Fault(slips[0]).Kind, Shared(faulty, slips));

    /// <summary>Several explanations fit: what they have in common is said, if it is anything.</summary>
    private Cause.Slip? Different(FaultyValues faulty, List<int> slips)
    {
        var faults = slips.Select(faulty.Fault).ToList();
        if (faults.All(fault => fault.Kind == faults[0].Kind)) return new(faults[0].Kind, Shared(faulty, slips));
        return faults[0].Owner != "" && faults.All(fault => fault.Owner == faults[0].Owner) ? new(SlipKind.Somewhere, Shared(faulty, slips)) : null;
    }

    private SlipPlace Shared(FaultyValues faulty, List<int> slips)
    {
        var faults = slips.Select(faulty.Fault).ToList();
        var pass = faults.All(fault => fault.Pass == SlipPass.Backward) ? SlipPass.Backward : SlipPass.Forward;
        var function = faults.All(fault => fault.Function == faults[0].Function) ? faults[0].Function : null;
        var node = faults.All(fault => fault.Owner == faults[0].Owner)
            ? faults[0].Owner
            : slips.Select(faulty.Reached).Aggregate((first, second) => [.. first.Where(second.Contains)]).FirstOrDefault("");
        return new(node == "" ? null : shown(node), pass, function);
    }

    /// <summary>How many slips, the likeliest first, may be told at the digits given: so many that a random wrong number is seldom among what they give.</summary>
    private int Spoken(FaultyValues faulty, ImmutableArray<Quantity> reply, ImmutableArray<bool> isRight)
    {
        var accident = new Accident(reply, isRight, answer, precision, Sizes);
        foreach (var mistake in foreseen) accident.Add(mistake.Values.AsSpan());
        for (var fault = 0; fault < faulty.Count; fault++)
        {
            accident.Add(faulty[fault]);
            if (accident.Share > MostByAccident) return fault;
        }
        return faulty.Count;
    }

    /// <summary>How large wrong values of a component are, in the middle.</summary>
    private double Sizes(int component)
    {
        var all = faulty() is { } slips ? Enumerable.Range(0, slips.Count).Select(fault => slips[fault][component]) : [];
        var sizes = all.Concat(foreseen.Select(mistake => mistake.Values[component])).Select(Math.Abs).Where(size => size > 0).Order().ToList();
        return sizes is [] ? 1 : sizes[sizes.Count / 2];
    }

    private bool Gives(ImmutableArray<Quantity> reply, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            if (!precision.Gives(reply[i], values[i], answer[i])) return false;
        return true;
    }
}

/// <summary>Equal up to the rounding of doubles.</summary>
internal sealed class CloseValues : IEqualityComparer<ImmutableArray<double>>
{
    internal static CloseValues Instance { get; } = new();

    public bool Equals(ImmutableArray<double> x, ImmutableArray<double> y) => x.Length == y.Length && x.Zip(y).All(pair => Key(pair.First) == Key(pair.Second));

    public int GetHashCode(ImmutableArray<double> values) => values.Aggregate(17, (hash, value) => HashCode.Combine(hash, Key(value)));

    private static string Key(double value) => Math.Abs(value) < 1e-12 ? "0" : value.ToString("E8", null);
}
