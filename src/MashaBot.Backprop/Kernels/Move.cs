namespace MashaBot.Backprop;

/// <summary>Values that lie side by side before and after.</summary>
internal readonly record struct Move(int Source, int Target, int Count)
{
    public static Move[] All(int[] places)
    {
        var moves = new List<Move>();
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] < 0) continue;
            if (moves is [.., var last] && last.Target + last.Count == i && last.Source + last.Count == places[i]) moves[^1] = last with { Count = last.Count + 1 };
            else moves.Add(new(places[i], i, 1));
        }

        return [.. moves];
    }

    public static void Copy<T>(Move[] moves, ReadOnlySpan<T> from, Span<T> to) where T : struct, IScalar<T>
    {
        if (typeof(T) == typeof(Float)) DoubleMoves.Copy(moves, Doubles.Of(from), Doubles.Of(to));
        else
            foreach (var (source, target, count) in moves) from.Slice(source, count).CopyTo(to[target..]);
    }

    /// <summary>Adds what stands at the targets to the sources.</summary>
    public static void AddBack<T>(Move[] moves, ReadOnlySpan<T> from, Span<T> to) where T : struct, IScalar<T>
    {
        if (typeof(T) == typeof(Float)) DoubleMoves.AddBack(moves, Doubles.Of(from), Doubles.Of(to));
        else
            foreach (var (source, target, count) in moves)
                for (var i = 0; i < count; i++) to[source + i] += from[target + i];
    }
}
