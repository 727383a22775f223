namespace MashaBot.Store.Lite;

/// <summary>
/// The number of the journal that goes with a file, in bytes of its first page that LiteDB keeps as they are. It is written together with the pages of a move,
/// before the next journal is begun: until then the former one, whose pages are all in the file or about to be, fits too.
/// </summary>
/// <param name="Journal">Zeros: the file is new, or an earlier program's.</param>
internal sealed record FileStamp(byte[] Journal, byte[] Former)
{
    // LiteDB's own fields end at 105 and go on at 191 (EnginePragmas and HeaderPage in its source); a disk writes the first 512 bytes at once.
    private const int Place = 112, Size = Lite.Journal.NumberSize;

    public static FileStamp Of(Stream file)
    {
        var both = new byte[2 * Size];
        file.Position = Place;
        file.ReadAtLeast(both, both.Length, throwOnEndOfStream: false);
        return new(both[..Size], both[Size..]);
    }

    /// <param name="journal">Empty if it has not been begun.</param>
    public bool Fits(byte[] journal) =>
        journal.Length > 0 && (Journal.AsSpan().IndexOfAnyExcept((byte)0) < 0 || journal.AsSpan().SequenceEqual(Journal) || journal.AsSpan().SequenceEqual(Former));

    public void CopyTo(Span<byte> page)
    {
        Journal.CopyTo(page[Place..]);
        Former.CopyTo(page[(Place + Size)..]);
    }

    public void Write(Stream file)
    {
        var both = new byte[2 * Size];
        Journal.CopyTo(both, 0);
        Former.CopyTo(both, Size);
        file.Position = Place;
        file.Write(both);
    }
}
