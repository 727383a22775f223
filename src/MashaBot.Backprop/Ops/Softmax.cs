namespace MashaBot.Backprop;

public static partial class Ops
{
    /// <summary>Softmax along the last axis.</summary>
    public static readonly Op Softmax = new Softmax();

    /// <summary>ln softmax along the last axis, without overflow and without ln 0.</summary>
    public static readonly Op LogSoftmax = new LogSoftmax();
}

/// <summary>eᵃⁱ / Σ eᵃʲ along the last axis, shifted by the largest so that exp cannot overflow.</summary>
/// <remarks>Goodfellow, Bengio and Courville, <i>Deep Learning</i> (2016), §4.1.</remarks>
internal sealed record Softmax() : Op("softmax", "d(softmax a)ᵢ = sᵢ·(daᵢ − Σ sⱼ·daⱼ)")
{
    public override string Takes => "one tensor with a last axis";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ IsScalar: false } a] && a[a.Rank - 1] > 0 ? a : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => node * (cotangent - (cotangent * node).SumKeeping(^1));

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, n) = (site.Inputs[0], site.Output, site.Output.Shape.Sizes[^1]);
        return memory =>
        {
            Span<T> from = a.Of(memory), to = y.Of(memory);
            for (var start = 0; start < from.Length; start += n)
            {
                Span<T> row = from.Slice(start, n), result = to.Slice(start, n);
                var (largest, sum) = (Largest(row), T.Zero);
                for (var i = 0; i < n; i++) sum += result[i] = T.Exp(row[i] - largest);
                for (var i = 0; i < n; i++) result[i] /= sum;
            }
        };
    }

    internal static T Largest<T>(ReadOnlySpan<T> values) where T : struct, IScalar<T>
    {
        var largest = values[0];
        foreach (var value in values)
            if (T.Compare(value, largest) > 0) largest = value;
        return largest;
    }
}

/// <summary>aᵢ − ln Σ eᵃʲ along the last axis.</summary>
internal sealed record LogSoftmax() : Op("log softmax", "d(ln softmax a)ᵢ = daᵢ − Σ sⱼ·daⱼ")
{
    public override string Takes => "one tensor with a last axis";
    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ IsScalar: false } a] && a[a.Rank - 1] > 0 ? a : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => cotangent - node.Inputs[0].Softmax() * cotangent.SumKeeping(^1);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, n) = (site.Inputs[0], site.Output, site.Output.Shape.Sizes[^1]);
        return memory =>
        {
            Span<T> from = a.Of(memory), to = y.Of(memory);
            for (var start = 0; start < from.Length; start += n)
            {
                Span<T> row = from.Slice(start, n), result = to.Slice(start, n);
                var (largest, sum) = (Softmax.Largest<T>(row), T.Zero);
                foreach (var value in row) sum += T.Exp(value - largest);
                var log = T.Log(sum);
                for (var i = 0; i < n; i++) result[i] = row[i] - largest - log;
            }
        };
    }
}
