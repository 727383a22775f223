using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>All single slips on a part's graph that the bot knows, on the way there and back.</summary>
internal sealed class Catalogue
{
    /// <summary>A graph with more is no work for pencil and paper; the likeliest slips come first anyway.</summary>
    private const int Most = 4000;

    private readonly PartGraph graph;
    private readonly BackwardPass back;
    private readonly Substitutions substitutions;

    private Catalogue(PartGraph graph, ProblemSource problem) => (this.graph, back, substitutions) = (graph, new(graph), new(graph, problem));

    /// <summary>The likeliest first: by kind, and what is done in the same way everywhere before what happens once.</summary>
    internal static ImmutableArray<Fault> Of(PartGraph graph, ProblemSource problem)
    {
        var catalogue = new Catalogue(graph, problem);
        var owners = graph.Definitions.Append(graph.Rest).ToList();
        return [.. catalogue.At(owners, catalogue.Own).Concat(catalogue.At(owners, catalogue.substitutions.In)).Concat(catalogue.OfAnswer()).OrderBy(fault => fault.Kind).Take(Most)];
    }

    /// <summary>The slips at each node; and where several steps are computed in the same way, the same slip at all of them.</summary>
    private IEnumerable<Fault> At(List<PartGraph.Named> owners, Func<PartGraph.Named, IEnumerable<Fault>> slips)
    {
        var byOwner = owners.Select(owner => (Owner: owner, Faults: slips(owner).ToList())).Where(own => own.Faults is not []).ToList();
        var everywhere = byOwner.GroupBy(own => Shape(own.Owner, own.Faults)).Where(steps => steps.Key is not null && steps.Count() > 1)
            .SelectMany(steps => Enumerable.Range(0, steps.First().Faults.Count).Select(i => Fault.Everywhere([.. steps.Select(step => step.Faults[i])])));
        return everywhere.Concat(byOwner.SelectMany(own => own.Faults));
    }

    /// <summary>Two named nodes of one letter that are computed in the same way have equal ones.</summary>
    private string? Shape(PartGraph.Named owner, List<Fault> faults) => Steps.Of(owner.Name) is var (stem, _)
        ? $"{stem}: {string.Join(' ', owner.Own.Select(place => graph.Tape[place].Op.Name))}: {string.Join(' ', faults.Select(fault => (int)fault.Kind))}"
        : null;

    private IEnumerable<Fault> Own(PartGraph.Named owner)
    {
        foreach (var place in owner.Own)
            if (graph.OwnerOf(place) == owner)
                foreach (var fault in At(place)) yield return fault;
        if (owner != graph.Rest)
            foreach (var fault in OfValue(owner.Place, owner.Name)) yield return fault;
    }

    private IEnumerable<Fault> At(int place)
    {
        if (!graph.Tape.IsComputed(place)) yield break;
        var node = graph.Tape[place];
        if (node.Op is Passage)
        {
            foreach (var fault in back.Through(place)) yield return fault;
            yield break;
        }
        foreach (var alternative in Alternative.At(node))
        {
            if (Make(place, alternative, node) is { } fault) yield return fault;
            foreach (var consistent in back.Consistent(place, alternative)) yield return consistent;
        }
    }

    private Fault? Make(int place, Alternative alternative, Node node) => back.SiteOf(place) is var (owner, pass, function) && Change(graph, place, () => alternative.Of(node.Inputs)) is { } change
        ? new(pass == SlipPass.Backward ? back.KindAt(place, alternative.Kind, change) : alternative.Kind, owner, pass, function, [change])
        : null;

    private IEnumerable<Fault> OfValue(int place, string owner)
    {
        var node = graph.Tape[place];
        foreach (var (kind, factor) in new (SlipKind, Real)[] { (SlipKind.FlippedSign, -1), (SlipKind.Doubled, 2), (SlipKind.Halved, Real.Half) })
            if (Change(graph, place, () => node.Graph.Apply(Ops.Multiply, node, node.Graph.Constant(factor))) is { } change)
                yield return new(kind, owner, SlipPass.Forward, null, [change]) { IsVague = kind != SlipKind.FlippedSign };
    }

    /// <summary>Slips of the answer as a whole.</summary>
    private IEnumerable<Fault> OfAnswer() => OfValue(graph.Answer, graph.OwnerOf(graph.Answer).Name).Concat(substitutions.OfAnswer());

    /// <summary>A change, where the other way fits the place.</summary>
    internal static Tape.Change? Change(PartGraph graph, int place, Func<Node> instead)
    {
        try
        {
            return instead() is { } node && node.Shape == graph.Tape[place].Shape ? graph.Tape.ChangeOf(place, node) : null;
        }
        catch (EngineException)
        {
            return null;
        }
    }
}
