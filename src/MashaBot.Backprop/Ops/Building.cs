namespace MashaBot.Backprop;

/// <summary>Ops as methods of nodes, for code that builds graphs by hand.</summary>
public static class Building
{
    extension(Node x)
    {
        public Node Exp() => x.Graph.Apply(Ops.Exp, x);
        public Node Log() => x.Number is { } n && n.IsExactly(1) ? x.Graph.Zeros(x.Shape) : x.Graph.Apply(Ops.Log, x);
        public Node Sqrt() => x.Graph.Apply(Ops.Sqrt, x);
        public Node Squared() => x.Power(2);
        public Node Power(Real exponent) => Simplified.Power(x, x.Graph.Number(exponent));
        public Node Power(Node exponent) => Simplified.Power(x, exponent);
        public Node Sin() => x.Graph.Apply(Ops.Sin, x);
        public Node Cos() => x.Graph.Apply(Ops.Cos, x);
        public Node Tanh() => x.Graph.Apply(Ops.Tanh, x);
        public Node Sigmoid() => x.Graph.Apply(Ops.Sigmoid, x);
        public Node Relu() => x.Graph.Apply(Ops.Relu, x);
        public Node Abs() => x.Graph.Apply(Ops.Abs, x);
        public Node Sum() => x.Graph.Apply(Ops.Total, x);
        public Node Mean() => x.Graph.Apply(Ops.Mean, x);
        public Node Dot(Node other) => x.Graph.Apply(Ops.Dot, x, other);
        public Node MatMul(Node other) => x.Graph.Apply(Ops.MatrixProduct, x, other);
        public Node Transposed() => x.Graph.TransposeOf(x);
        public Node At(int position) => x.Graph.Apply(new ElementAt(position), x);
        public Node Reshaped(params ReadOnlySpan<int> sizes) => x.Reshaped(Shape.Of(sizes));
        public Node Reshaped(Shape shape) => x.Shape == shape ? x : x.Graph.Apply(new Reshape(shape), x);
        public Node Softplus() => x.Graph.Apply(Ops.Softplus, x);
        public Node Softmax() => x.Graph.Apply(Ops.Softmax, x);

        /// <summary>softmax(x/T): sharper below 1, flatter above.</summary>
        public Node Softmax(Node temperature) => (x / temperature).Softmax();

        public Node LogSoftmax() => x.Graph.Apply(Ops.LogSoftmax, x);
        public Node Inverse() => x.Graph.Apply(Ops.Inverse, x);
        public Node Norm() => x.Graph.Apply(Ops.Norm, x);
        public Node Max(Node other) => x.Graph.Apply(Ops.Max, x, other);
        public Node Min(Node other) => x.Graph.Apply(Ops.Min, x, other);
        public Node Slice(int axis, int start, int count) => x.Graph.Apply(new Slice(axis, start, count), x);
        public Node Permuted(params ReadOnlySpan<int> axes) => x.Graph.Apply(new Permute([.. axes]), x);
        public Node Gathered(params ReadOnlySpan<int> rows) => x.Graph.Apply(new Gather([.. rows]), x);
        public Node LargestAlong(Index axis) => x.Graph.Apply(new LargestAlong(axis.GetOffset(x.Shape.Rank)), x);

        /// <summary>The sum along one axis, which goes.</summary>
        public Node SumAlong(Index axis) => x.SumKeeping(axis).Reshaped(x.Shape.Without(axis.GetOffset(x.Shape.Rank)));

        /// <summary>The sum along one axis, which stays with size 1.</summary>
        public Node SumKeeping(Index axis) => SumTo.Of(x, x.Shape.With(axis.GetOffset(x.Shape.Rank), 1));

        /// <summary>The mean along one axis, which goes.</summary>
        public Node MeanAlong(Index axis) => x.SumAlong(axis) / x.Shape[axis.GetOffset(x.Shape.Rank)];

        /// <summary>The mean along one axis, which stays with size 1.</summary>
        public Node MeanKeeping(Index axis) => x.SumKeeping(axis) / x.Shape[axis.GetOffset(x.Shape.Rank)];

        /// <summary>The same values, repeated along missing axes and axes of size 1.</summary>
        public Node RepeatedTo(Shape shape) => BroadcastTo.Of(x, shape);
    }
}
