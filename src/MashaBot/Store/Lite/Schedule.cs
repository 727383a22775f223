using System.Runtime.InteropServices;
using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Store.Lite;

/// <summary>
/// Who is due when. In memory, and in the file as a few thousand short lists: a change rewrites one of them (two pages at a million learners),
/// where moving the key of an index would cost nine flushes, and a start reads them at once, where asking each learner would take seconds.
/// </summary>
internal sealed class Schedule
{
    /// <summary>A learner's list is fixed by their id; the number belongs to the form of the file.</summary>
    public const int Lists = 4_096;

    private const int EntrySize = 2 * sizeof(long);

    private readonly List<Entry>[] lists = new List<Entry>[Lists];
    private readonly PriorityQueue<long, long> order;    // holds outdated entries too, which are dropped when their time comes

    private readonly record struct Entry(long Learner, long Due) : IComparable<Entry>   // Due in Unix milliseconds
    {
        public int CompareTo(Entry other) => Learner.CompareTo(other.Learner);
    }

    /// <param name="kept">Lists by their numbers, as <see cref="Bytes"/> gave them.</param>
    public Schedule(IEnumerable<(int List, byte[] Bytes)> kept)
    {
        foreach (var (list, bytes) in kept)
        {
            if (list is < 0 or >= Lists || bytes.Length % EntrySize != 0) throw new InvalidDataException($"list {list} of the schedule is no list.");
            lists[list] = [.. MemoryMarshal.Cast<byte, Entry>(bytes)];
        }
        order = new(lists.Where(list => list is not null).SelectMany(list => list).Select(entry => (entry.Learner, entry.Due)));
    }

    public static int ListOf(LearnerId learner) => (int)((ulong)learner.Value * 0x9E37_79B9_7F4A_7C15 >> 52);

    /// <returns>Whether that is a change.</returns>
    public bool Set(LearnerId learner, Instant? due)
    {
        var list = lists[ListOf(learner)] ??= [];
        var place = list.BinarySearch(new(learner.Value, 0));
        if (due is not { } instant)
        {
            if (place >= 0) list.RemoveAt(place);
            return place >= 0;
        }
        var entry = new Entry(learner.Value, instant.ToUnixTimeMilliseconds());
        if (place < 0) list.Insert(~place, entry);
        else if (list[place] == entry) return false;
        else list[place] = entry;
        order.Enqueue(entry.Learner, entry.Due);
        return true;
    }

    public List<LearnerId> Due(Instant now, int limit)
    {
        var until = now.ToUnixTimeMilliseconds();
        List<(long Learner, long Due)> found = [];
        while (found.Count < limit && order.TryPeek(out var learner, out var due) && due <= until)
        {
            order.Dequeue();
            if (Find(learner) == due && !found.Contains((learner, due))) found.Add((learner, due));
        }
        order.EnqueueRange(found);
        return found.ConvertAll(entry => new LearnerId(entry.Learner));
    }

    public byte[] Bytes(int list) => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(lists[list] ?? [])).ToArray();

    private long? Find(long learner)
    {
        var list = lists[ListOf(new(learner))];
        return list?.BinarySearch(new(learner, 0)) is >= 0 and var place ? list[place].Due : null;
    }
}
