namespace MashaBot.Backprop;

/// <summary>
/// A linear op that only moves values: each place of the result takes one place of the input, or 0. Slices, permutations and lookups are all
/// of this kind, and <see cref="Scatter"/> is the adjoint of each.
/// </summary>
internal abstract record Picking(string Name) : Op(Name, "da moves along")
{
    /// <summary>For each place of the result, row by row, the place in the input, or −1 for a zero.</summary>
    public abstract int[] Places(Shape input);

    public sealed override Node? Adjoint(Node node, int input, Node cotangent) => node.Graph.Apply(new Scatter(this, node.Inputs[0].Shape), cotangent);

    internal sealed override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, moves) = (site.Inputs[0], site.Output, Move.All(Places(site.Inputs[0].Shape)));
        var isWhole = moves.Sum(move => move.Count) == y.Count;
        return memory =>
        {
            if (!isWhole) y.Of(memory).Clear();
            Move.Copy<T>(moves, a.Of(memory), y.Of(memory));
        };
    }
}

/// <summary>The adjoint of a <see cref="Picking"/>: each value goes back to the place it was taken from; what meets there is added.</summary>
/// <param name="Picking">What took them.</param>
/// <param name="Target">The shape it took them from.</param>
internal sealed record Scatter(Picking Picking, Shape Target) : Op($"back from {Picking.Name}", "da moves along")
{
    public override string Takes => $"one tensor of the shape that {Picking.Name} gives";
    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 && Picking.ShapeOf([Target]) == inputs[0] ? Target : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => node.Graph.Apply(Picking, cotangent);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, moves) = (site.Inputs[0], site.Output, Move.All(Picking.Places(Target)));
        return memory =>
        {
            y.Of(memory).Clear();
            Move.AddBack<T>(moves, a.Of(memory), y.Of(memory));
        };
    }
}

/// <summary>Places start, start + step, … along one axis.</summary>
internal sealed record Slice(int Axis, int Start, int Count, int Step = 1) : Picking("slice")
{
    public override string Takes => $"one tensor with places {Start} to {Start + (Count - 1) * Step} on axis {Axis}";

    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) =>
        inputs is [var a] && Axis >= 0 && Axis < a.Rank && Count >= 0 && IsOn(Start, a[Axis]) && IsOn(Start + (Count - 1) * Step, a[Axis])
            ? a.With(Axis, Count)
            : null;

    public override int[] Places(Shape input)
    {
        var inner = Shape.Of(input.Sizes[(Axis + 1)..]).Count;
        var places = new int[input.With(Axis, Count).Count];
        for (var i = 0; i < places.Length; i++)
            places[i] = (i / (Count * inner) * input[Axis] + Start + i / inner % Count * Step) * inner + i % inner;
        return places;
    }

    private bool IsOn(int place, int size) => Count == 0 || (place >= 0 && place < size);
}

/// <summary>Reorders axes: axis i of the result is axis <c>Axes[i]</c> of the input.</summary>
internal sealed record Permute(EquatableList<int> Axes) : Picking("permute")
{
    public override string Takes => $"one tensor of {Axes.Count} axes";

    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs)
    {
        if (inputs is not [var a] || a.Rank != Axes.Count || !Axes.Order().SequenceEqual(Enumerable.Range(0, a.Rank))) return null;
        return Shape.Of([.. Axes.Select(axis => a[axis])]);
    }

    public override int[] Places(Shape input)
    {
        var (sizes, strides) = (Axes.Select(axis => input[axis]).ToArray(), Axes.Select(axis => Shape.Of(input.Sizes[(axis + 1)..]).Count).ToArray());
        var (places, block) = (new int[input.Count], 1);
        for (var axis = sizes.Length - 1; axis >= 0; block *= sizes[axis--])
            for (var i = 0; i < places.Length; i++) places[i] += i / block % sizes[axis] * strides[axis];
        return places;
    }
}

/// <summary>Rows of a table by their numbers, counted from 0: an embedding's lookup. A row may be taken many times.</summary>
internal sealed record Gather(EquatableList<int> Rows) : Picking("gather")
{
    public override string Takes => $"one table with a row {Rows.DefaultIfEmpty().Max()}";

    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs)
    {
        if (inputs is not [{ IsScalar: false } a]) return null;
        foreach (var row in Rows)
            if (row < 0 || row >= a[0]) return null;
        return a.With(0, Rows.Count);
    }

    public override int[] Places(Shape input)
    {
        var width = input.Without(0).Count;
        return [.. Rows.SelectMany(row => Enumerable.Range(row * width, width))];
    }
}

/// <summary>The diagonal of a square matrix.</summary>
internal sealed record Diagonal() : Picking("diag")
{
    public override string Takes => "one square matrix";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: 2 } a] && a[0] == a[1] ? Shape.Of(a[0]) : null;
    public override int[] Places(Shape input) => [.. Enumerable.Range(0, input[0]).Select(i => i * (input[0] + 1))];
}

/// <summary>Tensors one after the other along an axis that they have.</summary>
internal sealed record Concatenate(int Axis) : Op("concat", "each part has its own da")
{
    public override string Takes => $"tensors of one shape but for axis {Axis}";

    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs)
    {
        if (inputs.IsEmpty || Axis < 0 || Axis >= inputs[0].Rank) return null;
        var size = 0;
        foreach (var shape in inputs)
        {
            if (shape.Rank != inputs[0].Rank || shape.With(Axis, 0) != inputs[0].With(Axis, 0)) return null;
            size += shape[Axis];
        }

        return inputs[0].With(Axis, size);
    }

    public override Node? Adjoint(Node node, int input, Node cotangent)
    {
        var start = 0;
        for (var i = 0; i < input; i++) start += node.Inputs[i].Shape[Axis];
        return node.Graph.Apply(new Slice(Axis, start, node.Inputs[input].Shape[Axis]), cotangent);
    }

    internal override Kernel<T> Compile<T>(Site site)
    {
        var rows = Shape.Of(site.Output.Shape.Sizes[..Axis]).Count;
        return memory =>
        {
            var to = site.Output.Of(memory);
            for (var row = 0; row < rows; row++)
                foreach (var input in site.Inputs)
                {
                    var width = input.Count / rows;
                    input.Of(memory).Slice(row * width, width).CopyTo(to);
                    to = to[width..];
                }
        };
    }
}
