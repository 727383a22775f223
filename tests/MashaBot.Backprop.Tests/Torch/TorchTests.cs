using System.Reflection;

namespace MashaBot.Backprop.Tests;

/// <summary>Every op, layer, loss, optimizer and schedule against values and gradients computed by PyTorch 1.13 in doubles.</summary>
public sealed class TorchTests
{
    private const double Tolerance = 1e-12;     // relative to 1 + |the value|: a few roundings more or fewer

    private static readonly ILookup<string, TorchCase> Cases = TorchCase.All.ToLookup(line => line.Member);

    public static TheoryData<string> Functions => [.. Cases.Where(member => member.First().Kind == TorchKind.Function).Select(member => member.Key)];
    public static TheoryData<string> Optimizers => [.. Cases.Where(member => member.First().Kind == TorchKind.Optimizer).Select(member => member.Key)];
    public static TheoryData<string> Schedules => [.. Cases.Where(member => member.First().Kind == TorchKind.Schedule).Select(member => member.Key)];

    [Theory, MemberData(nameof(Functions))]
    public void A_value_and_its_gradients_are_those_of_torch(string member)
    {
        foreach (var line in Cases[member])
        {
            var (graph, inputs) = (new Graph(), line.Inputs);
            Node[] leaves = [.. inputs.Select((input, i) => graph.Leaf($"x{i}", input.Shape))];
            var value = TorchMembers.Build(line, graph, leaves);
            var weights = graph.Constant(new Tensor<Real>(value.Shape, [.. line.Weights.Select(weight => (Real)Rational.FromBits(weight))]));
            var gradients = graph.Gradients((value * weights).Sum(), leaves);
            var plan = new Plan<Float>([value, .. gradients]);
            for (var i = 0; i < leaves.Length; i++) plan.Set(leaves[i], inputs[i]);
            plan.Run();
            Assert.Equal(line.Value.Shape, value.Shape);
            Near(line.Value.Values.ToArray().Select(number => number.Value), plan[value], line);
            for (var i = 0; i < leaves.Length; i++) Near(line.Gradients[i], plan[gradients[i]], line);
        }
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void A_path_is_that_of_torch(string member)
    {
        foreach (var line in Cases[member])
        {
            var (graph, shape) = (new Graph(), Shape.Of(line.Start.Length));
            Node w = graph.Leaf("w", shape), slope = graph.Leaf("g", shape);
            var training = new Training<Float>(w.Dot(slope), [w], TorchMembers.Rule(line, graph));
            training.Set(w, new Tensor<Float>(shape, [.. line.Start.Select(value => (Float)value)]));
            for (var t = 0; t < line.Steps.Length; t++)
            {
                training.Set(slope, new Tensor<Float>(shape, [.. line.Steps[t].Select(value => (Float)value)]));
                training.Step();
                Near(line.Path[t], training.Value(w).Values, line);
            }
        }
    }

    [Theory, MemberData(nameof(Schedules))]
    public void Rates_are_those_of_torch(string member)
    {
        foreach (var line in Cases[member])
        {
            var graph = new Graph();
            var t = graph.Leaf("t");
            var rate = TorchMembers.Rate(line, graph, t);
            for (var step = 1; step <= line.Rates.Length; step++) Near([line.Rates[step - 1]], rate.Evaluate<Float>((t, Tensor.Scalar<Float>(step))).Values, line);
        }
    }

    [Fact]
    public void The_table_leaves_nothing_out()
    {
        var types = typeof(Op).Assembly.GetTypes().Where(type => !type.IsNested && type != typeof(Passage)).ToArray();      // a mark on an edge, with the value that passes it
        var catalogue = typeof(Ops).GetFields().Where(field => field.Name is not (nameof(Ops.Decimals) or nameof(Ops.Collect))).ToArray();      // digits of a decimal: only exact numbers have them; a sum by another name
        HashSet<Type> single = [.. catalogue.Select(field => field.GetValue(null)!.GetType()), typeof(Leaf), typeof(Constant)];
        var members = catalogue.Select(field => $"Ops.{field.Name}")
            .Concat(types.Where(type => type.IsAssignableTo(typeof(Op)) && type is { IsAbstract: false, IsGenericType: false } && !single.Contains(type)).Select(type => type.Name))
            .Concat(new[] { typeof(Layer), typeof(Loss), typeof(Convolution), typeof(Attention), typeof(Schedule) }
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)).Select(method => $"{method.DeclaringType!.Name}.{method.Name}"))
            .Concat(types.Where(type => type.IsPublic && (type.GetMethod("Next") is not null || type == typeof(Gate))).Select(type => type.Name))
            .Concat(types.Where(type => type.IsAssignableTo(typeof(Optimizer)) && !type.IsAbstract).Select(type => type.Name));
        Assert.Empty(members.Distinct().Except(Cases.Select(member => member.Key)));
        Assert.InRange(TorchCase.All.Length, 300, int.MaxValue);
    }

    private static void Near(IEnumerable<double> expected, ReadOnlySpan<Float> actual, TorchCase line)
    {
        var i = 0;
        foreach (var value in expected)
        {
            var own = actual[i++].Value;
            Assert.True(Math.Abs(own - value) <= Tolerance * (1 + Math.Abs(value)), $"{own} is not {value}, off by {Math.Abs(own - value)}, in {line}");
        }

        Assert.Equal(i, actual.Length);
    }
}
