using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;

namespace MashaBot.Grader.Bench;

/// <summary>Slips on the way back, made by copying the graph with one passage built otherwise.</summary>
internal static class BackwardSlips
{
    internal static IEnumerable<Slip> Of(ProblemSource problem, PartSource part)
    {
        var lowering = new Lowering(problem.ScopeOf(problem.Given), graph: new() { MarksPassages = true });
        var answer = lowering.NodeOf(part.Answer.Formula);
        var nodes = Enumerable.Range(0, answer.Index + 1).Select(i => lowering.Graph[i]).ToList();
        foreach (var (through, input) in nodes.Where(node => node.Op is Passage).Select(node => (node.Inputs[1], ((Passage)node.Op).Input)).Distinct())
            foreach (var (kind, build) in new (string, Func<Node, Node, Node>)[]
                {
                    ("missed-local", (contribution, incoming) => Fitted(incoming, contribution.Shape)),
                    ("missed-path", (contribution, _) => contribution.Graph.Apply(Ops.Subtract, contribution, contribution)),
                    ("flipped-sign", (contribution, _) => contribution.Graph.Apply(Ops.Negate, contribution)),
                })
            {
                var copy = new Dictionary<Node, Node>();
                var graph = new Graph();
                foreach (var node in nodes) copy[node] = Copied(node, graph, copy, node.Op is Passage(var k) && k == input && node.Inputs[1] == through ? build : null);
                yield return new("backward", $"{kind} through {through}", null, figures => Numbers(copy[answer], nodes.Where(node => node.Op is Leaf).Select(leaf => (copy[leaf], figures[leaf.Name!]))));
            }
    }

    private static Node Copied(Node node, Graph graph, Dictionary<Node, Node> copy, Func<Node, Node, Node>? build) => node.Op switch
    {
        Leaf => graph.Leaf(node.Name!, node.Shape),
        Constant(var value) => graph.Constant(value),
        Passage when build is not null => build(copy[node.Inputs[0]], copy[node.Inputs[2]]),
        Passage => copy[node.Inputs[0]],
        _ => graph.Apply(node.Op, [.. node.Inputs.Select(input => copy[input])]),
    };

    private static Node Fitted(Node node, Shape shape)
    {
        if (node.Shape == shape) return node;
        return node.Graph.Apply(Shape.Broadcast(node.Shape, shape) == shape ? Ops.BroadcastTo(shape) : Ops.SumTo(shape), node);
    }

    private static double[]? Numbers(Node answer, IEnumerable<(Node Leaf, Tensor<Real> Value)> figures)
    {
        try
        {
            return [.. answer.Evaluate([.. figures]).Values.ToArray().Select(value => value.ToDouble())];
        }
        catch (EngineException)
        {
            return null;
        }
    }
}
