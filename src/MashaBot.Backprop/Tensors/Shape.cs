using System.Collections.Immutable;

namespace MashaBot.Backprop;

/// <summary>The sizes of a tensor along its axes. <c>default</c> is the shape of a scalar: no axes, one value.</summary>
public readonly struct Shape : IEquatable<Shape>
{
    private readonly ImmutableArray<int> sizes;

    private Shape(ImmutableArray<int> sizes) => this.sizes = sizes;

    public static Shape Scalar => default;

    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="OverflowException">More values than an array holds.</exception>
    public static Shape Of(params ReadOnlySpan<int> sizes)
    {
        var count = 1;
        foreach (var size in sizes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(sizes));
            count = checked(count * size);
        }

        return sizes.IsEmpty ? Scalar : new([.. sizes]);
    }

    public ReadOnlySpan<int> Sizes => sizes.IsDefault ? [] : sizes.AsSpan();
    public int Rank => sizes.IsDefault ? 0 : sizes.Length;
    public bool IsScalar => Rank == 0;
    public int this[int axis] => Sizes[axis];

    /// <summary>How many values a tensor of this shape has; a scalar has one.</summary>
    public int Count
    {
        get
        {
            var count = 1;
            foreach (var size in Sizes) count *= size;
            return count;
        }
    }

    public Shape Prepend(int size) => Of([size, .. Sizes]);
    public Shape Without(int axis) => Of([.. Sizes[..axis], .. Sizes[(axis + 1)..]]);
    public Shape With(int axis, int size) => Of([.. Sizes[..axis], size, .. Sizes[(axis + 1)..]]);
    public Shape Insert(int axis, int size) => Of([.. Sizes[..axis], size, .. Sizes[axis..]]);

    /// <summary>
    /// The shape of an elementwise result: axes are aligned from the last, and an axis of size 1 or a missing one is repeated. Null where
    /// two sizes differ.
    /// </summary>
    public static Shape? Broadcast(Shape a, Shape b)
    {
        if (a == b || b.IsScalar) return a;
        if (a.IsScalar) return b;
        var sizes = new int[Math.Max(a.Rank, b.Rank)];
        for (var i = 1; i <= sizes.Length; i++)
        {
            var (m, n) = (i <= a.Rank ? a[a.Rank - i] : 1, i <= b.Rank ? b[b.Rank - i] : 1);
            if (m != n && m != 1 && n != 1) return null;
            sizes[^i] = m == 1 ? n : m;
        }

        return Of(sizes);
    }

    public bool Equals(Shape other) => Sizes.SequenceEqual(other.Sizes);
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);
    public static bool operator ==(Shape a, Shape b) => a.Equals(b);
    public static bool operator !=(Shape a, Shape b) => !a.Equals(b);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var size in Sizes) hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary><c>2×3</c>; a scalar is <c>scalar</c>, a vector of three <c>3</c>.</summary>
    public override string ToString() => IsScalar ? "scalar" : string.Join('×', Sizes.ToArray());
}
