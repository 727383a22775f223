namespace MashaBot.Backprop;

/// <summary>Values in a <see cref="Shape"/>, row by row; they do not change. Equal tensors have equal shapes and equal values.</summary>
public sealed class Tensor<T> : IEquatable<Tensor<T>> where T : struct, IScalar<T>
{
    private readonly T[] values;

    private Tensor(Shape shape, T[] values) => (Shape, this.values) = (shape, values);

    /// <exception cref="ArgumentException">The count of values is not that of the shape.</exception>
    public Tensor(Shape shape, ReadOnlySpan<T> values)
    {
        if (values.Length != shape.Count) throw new ArgumentException($"A tensor of shape {shape} has {shape.Count} values, not {values.Length}.", nameof(values));
        (Shape, this.values) = (shape, values.ToArray());
    }

    public Shape Shape { get; }
    public ReadOnlySpan<T> Values => values;
    public int Count => values.Length;

    /// <summary>The only value of a tensor that has one.</summary>
    /// <exception cref="InvalidOperationException">It has more, or none.</exception>
    public T Only => values.Length == 1 ? values[0] : throw new InvalidOperationException($"A tensor of shape {Shape} is not one number.");

    public T this[int i] => values[i];
    public T this[int row, int column] => values[row * Shape[1] + column];

    internal static Tensor<T> Owning(Shape shape, T[] values) => new(shape, values);

    public bool Equals(Tensor<T>? other) => other is not null && Shape == other.Shape && Values.SequenceEqual(other.Values);
    public override bool Equals(object? obj) => Equals(obj as Tensor<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Shape);
        foreach (var value in values) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary><c>8/5</c>, <c>(1, 2)</c>, <c>((1, 2), (3, 4))</c>.</summary>
    public override string ToString()
    {
        var at = 0;
        return Write(0);

        string Write(int axis) => axis == Shape.Rank
            ? $"{values[at++]}"
            : $"({string.Join(", ", Enumerable.Range(0, Shape[axis]).Select(_ => Write(axis + 1)))})";
    }
}

/// <summary>Makes tensors of the usual shapes.</summary>
public static class Tensor
{
    public static Tensor<T> Scalar<T>(T value) where T : struct, IScalar<T> => Tensor<T>.Owning(Shape.Scalar, [value]);
    public static Tensor<T> Vector<T>(params ReadOnlySpan<T> values) where T : struct, IScalar<T> => new(Shape.Of(values.Length), values);

    /// <param name="rows">Rows of one length.</param>
    /// <exception cref="ArgumentException">Two rows differ in length.</exception>
    public static Tensor<T> Matrix<T>(params T[][] rows) where T : struct, IScalar<T>
    {
        var columns = rows.Length == 0 ? 0 : rows[0].Length;
        if (Array.Find(rows, row => row.Length != columns) is { } odd) throw new ArgumentException($"A row has {odd.Length} values where the first has {columns}.", nameof(rows));
        return Tensor<T>.Owning(Shape.Of(rows.Length, columns), [.. rows.SelectMany(row => row)]);
    }

    public static Tensor<Real> Scalar(Real value) => Scalar<Real>(value);
    public static Tensor<Real> Vector(params ReadOnlySpan<Real> values) => Vector<Real>(values);
    public static Tensor<T> Filled<T>(Shape shape, T value) where T : struct, IScalar<T>
    {
        var values = new T[shape.Count];
        Array.Fill(values, value);
        return Tensor<T>.Owning(shape, values);
    }

    /// <summary>The same values as another kind of number, exact if both kinds can be.</summary>
    public static Tensor<T> As<T>(this Tensor<Real> tensor) where T : struct, IScalar<T>
    {
        var values = new T[tensor.Count];
        for (var i = 0; i < values.Length; i++) values[i] = T.From(tensor[i]);
        return Tensor<T>.Owning(tensor.Shape, values);
    }
}
