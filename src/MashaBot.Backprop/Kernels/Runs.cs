using System.Runtime.InteropServices;

namespace MashaBot.Backprop;

/// <summary>
/// An elementwise walk over a result and two inputs that may repeat, cut into runs: along a run each input either goes on place by place
/// or stays on one value. A bias under a batch of rows is one run for each row.
/// </summary>
/// <param name="Length">Places of a run.</param>
/// <param name="Left">Where each run starts in the first input.</param>
/// <param name="Right">Where each run starts in the second.</param>
/// <param name="LeftCount">Values that a run reads of the first: <paramref name="Length"/> or 1.</param>
/// <param name="RightCount">Values that a run reads of the second.</param>
internal sealed record Runs(int Length, int[] Left, int[] Right, int LeftCount, int RightCount)
{
    public static Runs Of(Shape left, Shape right, Shape result)
    {
        var (cut, length) = (result.Rank, 1);
        bool? leftMoves = null, rightMoves = null;
        for (var axis = 1; axis <= result.Rank; axis++)
        {
            var size = result[result.Rank - axis];
            if (size != 1)
            {
                bool l = Moves(left, axis), r = Moves(right, axis);
                if ((leftMoves ?? l) != l || (rightMoves ?? r) != r) break;
                (leftMoves, rightMoves, length) = (l, r, length * size);
            }

            cut = result.Rank - axis;
        }

        return new(length, Starts(left), Starts(right), leftMoves is true ? length : 1, rightMoves is true ? length : 1);

        // The run's axes, where the input moves, count once; places of the axes before them are multiples of it.
        int[] Starts(Shape shape)
        {
            var inner = result.Rank - cut;
            var outer = Shape.Of(shape.Sizes[..Math.Max(shape.Rank - inner, 0)]);
            var step = shape.Count / Math.Max(outer.Count, 1);
            var places = Repeated.Places(outer, Shape.Of(result.Sizes[..cut]));
            for (var i = 0; i < places.Length; i++) places[i] *= step;
            return places;
        }
    }

    private static bool Moves(Shape shape, int axisFromEnd) => axisFromEnd <= shape.Rank && shape[shape.Rank - axisFromEnd] != 1;
}

/// <summary>Where a repeated tensor's values come from.</summary>
internal static class Repeated
{
    /// <summary>For each place of <paramref name="to"/>, row by row, the place in <paramref name="from"/> whose value stands there.</summary>
    public static int[] Places(Shape from, Shape to)
    {
        var places = new int[to.Count];
        var (block, stride) = (1, 1);
        for (var axis = 1; axis <= to.Rank; axis++)
        {
            var size = to[to.Rank - axis];
            if (axis <= from.Rank && from[from.Rank - axis] is > 1 and var own)
            {
                for (var i = 0; i < places.Length; i++) places[i] += i / block % size * stride;
                stride *= own;
            }

            block *= size;
        }

        return places;
    }
}

/// <summary>The doubles behind a span of <see cref="Float"/>, where the compiler knows only that it is some kind of number.</summary>
internal static class Doubles
{
    public static Span<double> Of<T>(Span<T> floats) where T : struct => MemoryMarshal.Cast<T, double>(floats);
    public static ReadOnlySpan<double> Of<T>(ReadOnlySpan<T> floats) where T : struct => MemoryMarshal.Cast<T, double>(floats);
}
