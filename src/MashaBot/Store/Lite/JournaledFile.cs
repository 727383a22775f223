namespace MashaBot.Store.Lite;

/// <summary>
/// What LiteDB takes for its data file: all that it writes between two flushes becomes last together, by one write and one flush to the disk. It goes
/// into the <see cref="Journal"/>, and from there, when that is long enough, into the file itself, which in between stands still.
/// </summary>
/// <remarks>
/// By itself LiteDB flushes its log after every page, a hundred times in a commit of twenty learners, and neither its log nor its pages carry a checksum.
/// Here its log is in memory, and a checkpoint behind each commit brings the commit's pages here.
/// </remarks>
internal sealed class JournaledFile : Stream
{
    private const int Size = PageCheck.PageSize;
    private const long LongEnough = 16 << 20;      // bytes of journal, a few thousand pages

    private readonly Lock gate = new();
    private readonly Stream file, journalFile;
    private readonly Action<Stream> sync;
    private readonly long longEnough;
    private readonly Journal journal;
    private readonly SortedDictionary<uint, byte[]> written = [];
    private bool isBegun, isHeld;

    /// <param name="sync">Brings all that was written to a file to the disk.</param>
    /// <param name="longEnough">Bytes that the journal may have before it is moved into the file.</param>
    internal JournaledFile(Stream file, Stream journalFile, Action<Stream> sync, long longEnough = LongEnough)
    {
        (this.file, this.journalFile, this.sync, this.longEnough) = (file, journalFile, sync, longEnough);
        journal = new(journalFile, sync);
        isBegun = FileStamp.Of(file).Fits(journal.Number);
        if (!isBegun && journal.Pages.Count > 0) throw new InvalidDataException("its journal belongs to another file, or to another time of this one.");
    }

    public static JournaledFile Open(string path)
    {
        var file = Open(path, FileMode.Open);
        FileStream? journal = null;
        try
        {
            journal = Open(JournalOf(path), FileMode.OpenOrCreate);
            return new(file, journal, stream => ((FileStream)stream).Flush(flushToDisk: true));
        }
        catch
        {
            journal?.Dispose();
            file.Dispose();
            throw;
        }

        static FileStream Open(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    public static string JournalOf(string path) => Path.ChangeExtension(path, ".journal");

    /// <summary>Pages whose latest form stands in the journal, so that what the file holds in their place does not matter.</summary>
    public IReadOnlyCollection<uint> Journaled => journal.Pages;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Position { get; set; }

    public override long Length
    {
        get
        {
            lock (gate) return Math.Max(file.Length / Size, Math.Max(After(journal.Pages), After(written.Keys))) * Size;

            static long After(IReadOnlyCollection<uint> pages) => pages.Count == 0 ? 0 : pages.Max() + 1L;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        lock (gate)
        {
            var all = buffer.AsSpan(offset, count);
            var rest = all;
            while (rest.Length > 0)
            {
                var (number, inPage) = ((uint)(Position / Size), (int)(Position % Size));
                var part = rest[..Math.Min(rest.Length, Size - inPage)];
                var read = ReadPart(number, inPage, part);
                Position += read;
                rest = rest[read..];
                if (read < part.Length) break;
            }
            return all.Length - rest.Length;
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (gate)
            for (var rest = buffer.AsSpan(offset, count); rest.Length > 0;)
            {
                var (number, inPage) = ((uint)(Position / Size), (int)(Position % Size));
                var part = rest[..Math.Min(rest.Length, Size - inPage)];
                if (!written.TryGetValue(number, out var page))
                {
                    page = new byte[Size];
                    if (part.Length < Size) ReadPart(number, 0, page);
                    written[number] = page;
                }
                part.CopyTo(page.AsSpan(inPage));
                Position += part.Length;
                rest = rest[part.Length..];
            }
    }

    /// <summary>What was written since the last time is on the disk afterwards.</summary>
    public override void Flush()
    {
        lock (gate)
        {
            if (written.Count == 0) return;
            if (!isBegun) Begin();
            journal.Append(written);
            written.Clear();
            if (journal.End > longEnough && !isHeld) Move();
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    public override void SetLength(long value) => throw new NotSupportedException("LiteDB's data file never gets shorter.");

    /// <summary>Brings everything into the file and keeps it as it is until <see cref="Release"/>, while the journal takes what comes: now it can be copied.</summary>
    public void Hold()
    {
        lock (gate)
        {
            Move();
            isHeld = true;
        }
    }

    public void Release()
    {
        lock (gate) isHeld = false;
    }

    /// <summary>Brings what is in the journal into the file, so that the file alone is all. Broken off, it is done once more from the journal.</summary>
    public void Move()
    {
        lock (gate)
        {
            if (journal.Pages.Count == 0) return;
            var page = new byte[Size];
            foreach (var number in journal.Pages)
            {
                journal.TryRead(number, 0, page);
                if (number == 0) FileStamp.Of(file).CopyTo(page);      // LiteDB's page has that of an earlier time
                file.Position = (long)number * Size;
                file.Write(page);
            }
            Begin();
        }
    }

    /// <summary>The file alone is all, and the journal is empty: an earlier program, which would not know its form, can go on too.</summary>
    public void Finish()
    {
        lock (gate)
        {
            Move();
            journalFile.SetLength(0);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            journalFile.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>A new journal, when there is nothing left in the one that is there: first the file says which belongs to it.</summary>
    private void Begin()
    {
        var next = Journal.Draw();
        new FileStamp(next, journal.Number).Write(file);
        sync(file);
        journal.Clear(next);
        isBegun = true;
    }

    private int ReadPart(uint number, int inPage, Span<byte> part)
    {
        if (written.TryGetValue(number, out var page))
        {
            page.AsSpan(inPage, part.Length).CopyTo(part);
            return part.Length;
        }
        if (journal.TryRead(number, inPage, part)) return part.Length;
        file.Position = (long)number * Size + inPage;
        return file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
    }
}
