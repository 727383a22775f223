namespace MashaBot.Backprop.Tests;

/// <summary>
/// Compares gradients with (f(x + h) − f(x − h))/2h: of what a builder builds, weighed by numbers so that every place counts, and again of
/// that gradient, since an adjoint rule builds nodes that have adjoint rules.
/// </summary>
internal static class CentralDifferences
{
    private const double Step = 1e-4;

    public static void Agree(Func<Node[], Node> build, params Tensor<Float>[] at)
    {
        var graph = new Graph();
        var leaves = at.Select((value, i) => graph.Leaf($"x{i}", value.Shape)).ToArray();
        var first = Weighed(build(leaves), 1);
        var gradients = graph.Gradients(first, leaves);
        Agree(first, leaves, gradients, at);
        var second = gradients.Select((gradient, i) => Weighed(gradient, i + 2)).Aggregate((sum, term) => graph.Apply(Ops.Add, sum, term));
        Agree(second, leaves, graph.Gradients(second, leaves), at);
    }

    private static Node Weighed(Node node, int seed)
    {
        var random = new Random(seed);
        var weights = new Real[node.Shape.Count];
        for (var i = 0; i < weights.Length; i++) weights[i] = random.Next(1, 5);
        return (node * node.Graph.Constant(new Tensor<Real>(node.Shape, weights))).Sum();
    }

    private static void Agree(Node of, Node[] leaves, IEnumerable<Node> gradients, Tensor<Float>[] at)
    {
        var plan = new Plan<Float>([of, .. gradients]);
        for (var i = 0; i < leaves.Length; i++) plan.Set(leaves[i], at[i]);
        plan.Run();
        var computed = gradients.Select(plan.Value).ToArray();
        for (var i = 0; i < leaves.Length; i++)
            for (var place = 0; place < at[i].Count; place++)
            {
                var difference = (8 * (At(Step) - At(-Step)) - (At(2 * Step) - At(-2 * Step))) / (12 * Step);      // five points: the error is of order h⁴
                var scale = 1 + Math.Abs(difference);
                Assert.True(Math.Abs(difference - computed[i][place]) <= 2e-6 * scale, $"∂/∂{leaves[i].Name}[{place}] is {computed[i][place]}, differences say {difference}; at {string.Join("; ", at.AsEnumerable())}");

                double At(double step)
                {
                    var values = at[i].Values.ToArray();
                    values[place] += step;
                    plan.Set(leaves[i], values);
                    plan.Run();
                    var value = plan[of][0];
                    plan.Set(leaves[i], at[i]);
                    return value;
                }
            }
    }
}
