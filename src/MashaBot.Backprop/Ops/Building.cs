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
        public Node Transposed() => x.Op is Transpose ? x.Inputs[0] : x.Graph.Apply(Ops.Transpose, x);
        public Node At(int position) => x.Graph.Apply(new ElementAt(position), x);
        public Node Reshaped(params ReadOnlySpan<int> sizes) => x.Graph.Apply(new Reshape(Shape.Of(sizes)), x);
    }
}
