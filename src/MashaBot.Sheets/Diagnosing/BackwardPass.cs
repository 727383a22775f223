using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>The backward passes on a part's graph: what is passed through which node, and what goes wrong on the way.</summary>
internal sealed class BackwardPass
{
    private readonly PartGraph graph;
    private readonly Dictionary<int, int> passages = [];                    // a place of an adjoint rule → the passage that it makes
    private readonly Dictionary<int, Node> collected = [];                  // a sum of contributions → the node whose gradient it is
    private readonly ILookup<int, int> through;                             // a place → the passages through it

    internal BackwardPass(PartGraph graph)
    {
        this.graph = graph;
        var tape = graph.Tape;
        var places = Enumerable.Range(0, tape.Count).Where(place => tape[place].Op is Passage).ToList();
        through = places.ToLookup(place => tape.InputsOf(place)[1]);
        foreach (var place in places)
            foreach (var inside in Rule(place)) passages.TryAdd(inside, place);
        for (var place = 0; place < tape.Count; place++)
            if (tape[place].Op == Ops.Collect)
                collected[place] = tape.InputsOf(place).Select(input => tape[input].Op is Passage(var k) ? tape[input].Inputs[1].Inputs[k] : collected.GetValueOrDefault(input)).FirstOrDefault(node => node is not null) ?? tape[place];
    }

    /// <summary>Where a slip at this place happens.</summary>
    internal (string Owner, SlipPass Pass, string? Function) SiteOf(int place)
    {
        if (collected.TryGetValue(place, out var node)) return (NameOf(node) ?? graph.OwnerOf(place).Name, SlipPass.Backward, null);
        if (!passages.TryGetValue(place, out var passage)) return (graph.OwnerOf(place).Name, SlipPass.Forward, FunctionCode.Of(graph.Tape[place]));
        var user = graph.Tape.InputsOf(passage)[1];
        return (graph.OwnerOf(user) is { Name: not "" and var name } ? name : graph.OwnerOf(place).Name, SlipPass.Backward, FunctionCode.Of(graph.Tape[user]));
    }

    /// <summary>A factor left out of an adjoint rule is what comes from above, or a part of the local derivative.</summary>
    internal SlipKind KindAt(int place, SlipKind kind, Tape.Change change)
    {
        if (kind is not SlipKind.DroppedFactor || !passages.TryGetValue(place, out var passage)) return kind;
        var incoming = graph.Tape.InputsOf(passage)[2];
        if (!graph.Tape.InputsOf(place).Contains(incoming)) return kind;
        return change.From == incoming ? LocalKind(passage) : SlipKind.MissedIncoming;
    }

    /// <summary>Slips in passing a gradient back through a node.</summary>
    internal IEnumerable<Fault> Through(int passage)
    {
        var node = graph.Tape[passage];
        var (owner, _, function) = SiteOf(passage);
        var (contribution, incoming) = (node.Inputs[0], node.Inputs[2]);
        if (Make(SlipKind.FlippedSign, () => node.Graph.Apply(Ops.Negate, contribution)) is { } flipped) yield return flipped;
        var inputs = graph.Tape.InputsOf(passage);
        if (inputs[0] != inputs[2] && contribution.Op != Ops.Negate && Make(LocalKind(passage), () => Fitted(incoming, node.Shape)) is { } missed) yield return missed;

        Fault? Make(SlipKind kind, Func<Node> instead) => Catalogue.Change(graph, passage, instead) is { } change ? new(kind, owner, SlipPass.Backward, function, [change]) : null;
    }

    /// <summary>The slip at a node, and back through it as if what was computed were right: by the derivative of what was done instead.</summary>
    internal IEnumerable<Fault> Consistent(int place, Alternative alternative)
    {
        if (!through[place].Any()) yield break;
        var node = graph.Tape[place];
        ImmutableArray<Node> inputs = [.. node.Inputs.Select(input => node.Graph.Alias("", input))];
        var changes = new List<Tape.Change?>();
        Node? instead = null;
        changes.Add(Catalogue.Change(graph, place, () => instead = alternative.Of(inputs)));
        foreach (var passage in through[place])
        {
            var (k, incoming) = (((Passage)graph.Tape[passage].Op).Input, graph.Tape[passage].Inputs[2]);
            changes.Add(Catalogue.Change(graph, passage, () => node.Graph.VectorJacobian(instead!, inputs[k], incoming)));
        }
        var (owner, pass, function) = SiteOf(place);
        if (changes.All(change => change is not null)) yield return new(alternative.Kind, owner, pass, function, [.. changes.Select(change => change!.Value).OrderBy(change => change.At)]);
    }

    private SlipKind LocalKind(int passage) => graph.Tape[graph.Tape.InputsOf(passage)[1]].Op switch
    {
        var op when op == Ops.Relu || op == Ops.Max || op == Ops.Min || op == Ops.Step => SlipKind.MissedMask,
        var op when op == Ops.Mean => SlipKind.SumForMean,
        _ => SlipKind.MissedLocal,
    };

    private static Node Fitted(Node node, Shape shape)
    {
        if (node.Shape == shape) return node;
        return node.Graph.Apply(Shape.Broadcast(node.Shape, shape) == shape ? Ops.BroadcastTo(shape) : Ops.SumTo(shape), node);
    }

    private string? NameOf(Node node) => node.Op is Leaf ? node.Name : graph.NamedAt(graph.Tape.PlaceOf(node))?.Name;

    /// <summary>The places of the adjoint rule that makes a passage: down to the node it goes through, that node's inputs and gradient, and what was there before.</summary>
    private IEnumerable<int> Rule(int passage)
    {
        var tape = graph.Tape;
        var (contribution, user, incoming) = (tape.InputsOf(passage)[0], tape.InputsOf(passage)[1], tape.InputsOf(passage)[2]);
        var open = new Stack<int>([passage, contribution]);
        var seen = new HashSet<int>([user, incoming, .. tape.InputsOf(user)]);
        while (open.TryPop(out var place))
        {
            if (!seen.Add(place) || (place != passage && (tape[place].Op is Passage || tape[place].Op == Ops.Collect)) || !tape.IsComputed(place) || graph.NamedAt(place) is not null) continue;
            yield return place;
            if (place != passage)
                foreach (var input in tape.InputsOf(place)) open.Push(input);
        }
    }
}
