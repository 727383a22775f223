using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MashaBot.Backprop;

/// <summary>Moves of doubles. Runs are short (a window's row has 10 to 30 places), so that a call for each would cost more than the move.</summary>
internal static class DoubleMoves
{
    public static void Copy(Move[] moves, ReadOnlySpan<double> from, Span<double> to)
    {
        foreach (var move in moves)
        {
            ref var source = ref MemoryMarshal.GetReference(from.Slice(move.Source, move.Count));
            ref var target = ref MemoryMarshal.GetReference(to.Slice(move.Target, move.Count));
            var i = 0;
            for (; i <= move.Count - Vector<double>.Count; i += Vector<double>.Count) Vector.LoadUnsafe(ref source, (nuint)i).StoreUnsafe(ref target, (nuint)i);
            for (; i < move.Count; i++) Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i);
        }
    }

    /// <summary>Adds what stands at the targets to the sources.</summary>
    public static void AddBack(Move[] moves, ReadOnlySpan<double> from, Span<double> to)
    {
        foreach (var move in moves)
        {
            ref var source = ref MemoryMarshal.GetReference(to.Slice(move.Source, move.Count));
            ref var target = ref MemoryMarshal.GetReference(from.Slice(move.Target, move.Count));
            var i = 0;
            for (; i <= move.Count - Vector<double>.Count; i += Vector<double>.Count)
                (Vector.LoadUnsafe(ref source, (nuint)i) + Vector.LoadUnsafe(ref target, (nuint)i)).StoreUnsafe(ref source, (nuint)i);
            for (; i < move.Count; i++) Unsafe.Add(ref source, i) += Unsafe.Add(ref target, i);
        }
    }
}
