using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MashaBot.Store.Lite;

/// <summary>
/// Pages on their way into a file, in groups of which each is there whole or not at all. A group carries the hash of itself and of everything before it,
/// up to a number drawn when the journal was begun: neither what a power cut has left of a group, nor a group from before that still lies behind the end, passes for one.
/// So a group is one write and one flush, however many its pages. Each is on the disk before the next is begun: only of the last one may a part be missing, and
/// a group that is broken with another of the same journal behind it is damage.
/// </summary>
/// <remarks>The idea is that of SQLite's write-ahead log: https://www.sqlite.org/walformat.html.</remarks>
internal sealed class Journal
{
    public const int NumberSize = 16;

    private static ReadOnlySpan<byte> Mark => "MashaBot pages 2"u8;
    private static ReadOnlySpan<byte> FormerMark => "MashaBot pages 1"u8;   // its groups do not tell to which journal they belong
    private static readonly int headSize = Mark.Length + NumberSize;

    private readonly Stream file;
    private readonly Action<Stream> sync;
    private readonly SortedDictionary<uint, long> places = [];   // of each page's latest form in the file
    private byte[] chain = [], inGroup = [];                         // the number as each group has it

    /// <summary>Reads what is there and changes nothing.</summary>
    /// <param name="sync">Brings all that was written to a file to the disk.</param>
    /// <exception cref="InvalidDataException">The file is something else, or damaged.</exception>
    public Journal(Stream file, Action<Stream> sync)
    {
        (this.file, this.sync) = (file, sync);
        var head = new byte[headSize];
        file.Position = 0;
        if (file.ReadAtLeast(head, headSize, throwOnEndOfStream: false) < headSize || head.AsSpan().IndexOfAnyExcept((byte)0) < 0)
        {
            // A journal that was being begun when the power went holds nothing yet.
            if (file.Length > headSize) throw new InvalidDataException("the head of its journal is gone.");
            return;
        }
        if (!head.AsSpan().StartsWith(Mark) && !head.AsSpan().StartsWith(FormerMark)) throw new InvalidDataException("its journal is none.");
        Begin(head);
        while (TryReadGroup(End, chain) is { } group) Accept(group);
        if (inGroup.Length > 0 && file.Length > End + sizeof(int) + inGroup.Length && GoesOn()) throw new InvalidDataException($"its journal has been overwritten at {End}, and goes on behind that.");
    }

    /// <summary>What was drawn when it was begun; empty before that.</summary>
    public byte[] Number { get; private set; } = [];

    /// <summary>Where the next group goes; 0 before the journal has been begun.</summary>
    public long End { get; private set; }

    /// <summary>The pages of which it has a form newer than the file's, in their order.</summary>
    public IReadOnlyCollection<uint> Pages => places.Keys;

    /// <summary>Done when the pages are on the disk.</summary>
    public void Append(IReadOnlyCollection<KeyValuePair<uint, byte[]>> pages)
    {
        if (End == 0) throw new InvalidOperationException("The journal has not been begun.");
        var group = new byte[SizeOf(pages.Count)];
        BinaryPrimitives.WriteInt32LittleEndian(group, pages.Count);
        inGroup.CopyTo(group, sizeof(int));
        var i = 0;
        foreach (var (number, page) in pages)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(group.AsSpan(NumberAt(i)), number);
            page.CopyTo(group, PageAt(i++, pages.Count));
        }
        HashOf(chain, group).CopyTo(group, group.Length - SHA256.HashSizeInBytes);
        file.Position = End;
        file.Write(group);
        sync(file);
        Accept(group);
    }

    /// <returns>False: it does not have the page.</returns>
    public bool TryRead(uint number, int offset, Span<byte> part)
    {
        if (!places.TryGetValue(number, out var place)) return false;
        file.Position = place + offset;
        file.ReadExactly(part);
        return true;
    }

    public static byte[] Draw() => RandomNumberGenerator.GetBytes(NumberSize);

    /// <summary>Begins anew under a number of its own: what it held is on the disk elsewhere.</summary>
    public void Clear(byte[] number)
    {
        byte[] head = [.. Mark, .. number];
        file.Position = 0;
        file.Write(head);
        sync(file);      // before a new group may overwrite some of those from before: the rest of them must not come alive again
        Begin(head);
    }

    private void Begin(byte[] head)
    {
        places.Clear();
        Number = head[Mark.Length..];
        inGroup = head.AsSpan().StartsWith(Mark) ? Number : [];
        chain = SHA256.HashData(head);
        End = headSize;
    }

    /// <summary>Whether a whole group of this journal stands somewhere behind one that is broken.</summary>
    private bool GoesOn()
    {
        var rest = new byte[file.Length - End];
        file.Position = End;
        file.ReadExactly(rest);
        for (int at = sizeof(int) + inGroup.Length, step; (step = rest.AsSpan(at).IndexOf(inGroup)) >= 0; at++)
        {
            at += step;
            var start = at - sizeof(int);
            if (start >= SHA256.HashSizeInBytes && TryReadGroup(End + start, rest[(start - SHA256.HashSizeInBytes)..start]) is not null) return true;
        }
        return false;
    }

    /// <returns>Null: there is none, or not all of it.</returns>
    private byte[]? TryReadGroup(long at, byte[] before)
    {
        var start = new byte[sizeof(int) + inGroup.Length];
        file.Position = at;
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.AsSpan(sizeof(int)).SequenceEqual(inGroup)) return null;
        var count = BinaryPrimitives.ReadInt32LittleEndian(start);
        if (count <= 0 || count > (file.Length - at) / PageCheck.PageSize) return null;
        var group = new byte[SizeOf(count)];
        file.Position = at;
        return file.ReadAtLeast(group, group.Length, throwOnEndOfStream: false) == group.Length && HashIn(group).SequenceEqual(HashOf(before, group)) ? group : null;
    }

    private void Accept(byte[] group)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(group);
        for (var i = 0; i < count; i++) places[BinaryPrimitives.ReadUInt32LittleEndian(group.AsSpan(NumberAt(i)))] = End + PageAt(i, count);
        (chain, End) = (HashIn(group).ToArray(), End + group.Length);
    }

    // A group: how many pages, the journal's number, the pages' numbers, the pages, the hash.
    private int SizeOf(int count) => PageAt(count, count) + SHA256.HashSizeInBytes;

    private int NumberAt(int i) => sizeof(int) + inGroup.Length + i * sizeof(uint);

    private int PageAt(int i, int count) => NumberAt(count) + i * PageCheck.PageSize;

    private static ReadOnlySpan<byte> HashIn(byte[] group) => group.AsSpan(group.Length - SHA256.HashSizeInBytes);

    private static byte[] HashOf(byte[] before, byte[] group)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(group.AsSpan(0, group.Length - SHA256.HashSizeInBytes));
        return hash.GetHashAndReset();
    }
}
