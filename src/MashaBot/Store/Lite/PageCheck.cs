using System.Buffers.Binary;

namespace MashaBot.Store.Lite;

/// <summary>
/// Looks at the head of every page of a LiteDB file without LiteDB, which changes a file that it opens, a damaged one too. What is cut off,
/// overwritten or zeroed is found at the speed of the disk; damage inside a page shows when a backup is verified.
/// </summary>
/// <remarks>The layout is that of LiteDB 5: <c>BasePage</c> and <c>HeaderPage</c> in its source.</remarks>
internal static class PageCheck
{
    public const int PageSize = 8_192;

    private const int LastPage = 64, HeaderMark = 32;   // where they stand in the first page
    private const byte LastKind = 4;                    // empty, header, collection, index, data

    /// <param name="elsewhere">Pages whose latest form stands in a journal, so that what the file holds in their place does not matter.</param>
    /// <exception cref="InvalidDataException">What is wrong.</exception>
    public static void Look(string path, IReadOnlySet<uint> elsewhere)
    {
        using var file = File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length < PageSize) throw new InvalidDataException("it has been cut short.");
        // Right after a crash the last page may be half a page: the journal still has it.
        if (file.Length % PageSize != 0 && elsewhere.Count == 0) throw new InvalidDataException("it has been cut short.");
        var pages = new byte[128 * PageSize];
        uint number = 0;
        uint? last = null;
        for (int read; (read = file.ReadAtLeast(pages, pages.Length, throwOnEndOfStream: false)) > 0;)
            for (var at = 0; at + PageSize <= read; at += PageSize, number++)
            {
                var page = pages.AsSpan(at, PageSize);
                if (number == 0 && !elsewhere.Contains(0))
                {
                    if (!page[HeaderMark..].StartsWith("** This is a LiteDB file **"u8)) throw new InvalidDataException("its first page is not that of a store.");
                    last = BinaryPrimitives.ReadUInt32LittleEndian(page[LastPage..]);
                }
                if (!elsewhere.Contains(number) && (BinaryPrimitives.ReadUInt32LittleEndian(page) != number || page[4] > LastKind))
                    throw new InvalidDataException($"page {number} of {file.Length / PageSize} has been overwritten.");
            }
        if (last >= number && elsewhere.Count == 0) throw new InvalidDataException($"it has been cut short: {number} pages of {last + 1} are there.");
    }

    /// <summary>The pages in a log of LiteDB's own.</summary>
    public static IReadOnlySet<uint> PagesOf(string logPath)
    {
        HashSet<uint> found = [];
        if (!File.Exists(logPath)) return found;
        using var log = File.OpenRead(logPath);
        var page = new byte[PageSize];
        while (log.ReadAtLeast(page, PageSize, throwOnEndOfStream: false) == PageSize) found.Add(BinaryPrimitives.ReadUInt32LittleEndian(page));
        return found;
    }
}
