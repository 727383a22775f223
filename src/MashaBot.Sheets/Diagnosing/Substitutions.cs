using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>Slips of the eye: a value is computed rightly, but from other values than it should be.</summary>
internal sealed class Substitutions(PartGraph graph, ProblemSource problem)
{
    private const int MostPairs = 15;

    private Tape Tape => graph.Tape;

    internal IEnumerable<Fault> In(PartGraph.Named owner)
    {
        ImmutableArray<int> inputs = [.. owner.Own.SelectMany(place => Tape.InputsOf(place)).Except(owner.Own).Distinct()];
        var named = inputs.Select(place => (Place: place, Name: NameOf(place))).Where(input => input.Name is not null && Steps.Of(input.Name) is not null).ToList();
        foreach (var (place, name) in named)
            if (Steps.Neighbour(name!, -1, problem) is { } before && graph.Find(before) is { } old && old.Shape == Tape[place].Shape && graph.Needs(place, Tape.PlaceOf(old)))
                if (Make(SlipKind.OldValue, owner, (place, old)) is { } fault) yield return fault;
        var pairs = from first in named
                    from second in named
                    where first.Place < second.Place && Steps.Of(first.Name!)?.Stem == Steps.Of(second.Name!)?.Stem && Tape[first.Place].Shape == Tape[second.Place].Shape && !graph.Needs(second.Place, first.Place)
                    select (First: first.Place, Second: second.Place);
        foreach (var (first, second) in pairs.Take(MostPairs))
            if (Make(SlipKind.SwappedInputs, owner, (first, Tape[second]), (second, Tape[first])) is { } fault) yield return fault;
        foreach (var fault in OtherObservations(owner)) yield return fault;
    }

    /// <summary>Slips of the answer as a whole: a step off, two of its values exchanged, a matrix transposed.</summary>
    internal IEnumerable<Fault> OfAnswer()
    {
        var answer = Tape[graph.Answer];
        foreach (var (by, nodes) in graph.Neighbours)
        {
            var isStep = by < 0 ? graph.Needs(graph.Answer, Tape.PlaceOf(nodes[^1])) : nodes.Any(node => graph.Needs(Tape.PlaceOf(node), Names()[0]));
            var kind = !isStep ? SlipKind.SwappedInputs : by < 0 ? SlipKind.StepMissing : SlipKind.StepExtra;
            if (Whole(kind, () => answer.Op is StackRows ? answer.Graph.Apply(Ops.Stack, [.. nodes]) : nodes[0]) is { } shifted) yield return shifted;
        }
        if (answer.Op is StackRows && answer.Inputs.Length is > 1 and <= 6 and var n)
            for (var i = 0; i < n; i++)
                for (var j = i + 1; j < n; j++)
                {
                    var inputs = answer.Inputs.SetItem(i, answer.Inputs[j]).SetItem(j, answer.Inputs[i]);
                    if (Whole(SlipKind.SwappedInputs, () => answer.Graph.Apply(Ops.Stack, [.. inputs])) is { } swapped) yield return swapped;
                }
        if (answer.Shape.Rank == 2 && answer.Shape[0] == answer.Shape[1] && Whole(SlipKind.Transposed, () => answer.Graph.Apply(Ops.Transpose, answer)) is { } transposed) yield return transposed;

        int[] Names() => [.. (answer.Op is StackRows ? answer.Inputs : [answer]).Select(Tape.PlaceOf)];
    }

    private Fault? Whole(SlipKind kind, Func<Node> instead) =>
        Catalogue.Change(graph, graph.Answer, instead) is { } change ? new(kind, graph.OwnerOf(graph.Answer).Name, SlipPass.Forward, null, [change]) : null;

    /// <summary>Where the elements of one place of the data vectors are used, those of another.</summary>
    private IEnumerable<Fault> OtherObservations(PartGraph.Named owner)
    {
        var picks = owner.Own.Where(place => Tape[place] is { Op: ElementAt, Inputs: [{ Op: Leaf }] }).ToList();
        foreach (var row in picks.GroupBy(place => (((ElementAt)Tape[place].Op).Position, Length: Tape[place].Inputs[0].Shape[0])))
            for (var other = 0; other < row.Key.Length; other++)
            {
                if (other == row.Key.Position) continue;
                var position = other;
                if (Make(SlipKind.OtherObservation, owner, [.. row.Select(place => (place, Tape[place].Graph.Apply(Ops.Index(position), Tape[place].Inputs[0])))]) is { } fault) yield return fault;
            }
    }

    private Fault? Make(SlipKind kind, PartGraph.Named owner, params (int Place, Node Instead)[] with) =>
        Catalogue.Change(graph, owner.Place, () => Rebuilt(owner, with)) is { } change ? new(kind, owner.Name, SlipPass.Forward, null, [change]) : null;

    /// <summary>The owner's computation once more, with other values in some places.</summary>
    private Node Rebuilt(PartGraph.Named owner, (int Place, Node Instead)[] with)
    {
        var nodes = with.ToDictionary(pair => pair.Place, pair => pair.Instead);
        foreach (var place in owner.Own)
        {
            var node = Tape[place];
            if (nodes.ContainsKey(place) || !Tape.InputsOf(place).Any(nodes.ContainsKey)) continue;
            nodes[place] = node.Graph.Apply(node.Op, [.. node.Inputs.Select(input => nodes.GetValueOrDefault(Tape.PlaceOf(input), input))]);
        }
        return nodes.GetValueOrDefault(owner.Place) ?? Tape[owner.Place];
    }

    private string? NameOf(int place) => Tape[place].Op is Leaf ? Tape[place].Name : graph.NamedAt(place)?.Name;
}
