using System.Runtime.InteropServices;

namespace MashaBot.Backprop;

/// <summary>
/// Doubles that begin where a cache line does: a vector that lies across two lines costs two loads, which alone can make a product of
/// matrices half as fast. Other numbers lie where they lie.
/// </summary>
internal static class Aligned
{
    /// <summary>Doubles in a cache line.</summary>
    public const int Line = 8;

    /// <summary>An array that never moves, and the place in it from which lines are whole; <paramref name="count"/> places follow.</summary>
    public static (T[] Array, int Start) Array<T>(int count) where T : struct
    {
        if (typeof(T) != typeof(Float) || count < Line) return (new T[count], 0);
        var array = GC.AllocateArray<T>(count + Line, pinned: true);
        var past = (int)(Address(array) / sizeof(double) % Line);
        return (array, past == 0 ? 0 : Line - past);
    }

    /// <summary>Working memory of a kernel.</summary>
    public static Memory<T> Memory<T>(int count) where T : struct
    {
        var (array, start) = Array<T>(count);
        return array.AsMemory(start, count);
    }

    private static long Address<T>(T[] array) where T : struct => Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
}
