using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Cli;

/// <summary>The course and the bot's words, read from where they lie.</summary>
/// <param name="Folder">Where that is.</param>
internal sealed record ContentFolder(Course Course, Phrasebook Phrasebook, string Folder)
{
    /// <summary>Beside the program, where the build puts it.</summary>
    public static string Default => Path.Combine(AppContext.BaseDirectory, "content");

    /// <summary>The same for the same files, wherever they lie.</summary>
    public string Digest { get; init; } = "";

    /// <returns>Null where there are faults; all of them stand on <paramref name="errors"/>.</returns>
    public static ContentFolder? Load(string folder, TextWriter errors)
    {
        if (!Directory.Exists(folder))
        {
            errors.WriteLine($"The content folder {folder} does not exist. Say where it is: setting Content:Path.");
            return null;
        }
        var (content, faults) = Read(folder);
        foreach (var fault in faults) errors.WriteLine(fault);
        return content;
    }

    /// <returns>The content, or all that is wrong with it.</returns>
    public static (ContentFolder? Content, ImmutableArray<ContentFault> Faults) Read(string folder)
    {
        var digest = DigestOf(folder);   // first: what changes meanwhile is other content
        var (course, courseFaults) = Course.Load(folder);
        var (phrases, phraseFaults) = Phrasebook.Load(folder);
        return course is not null && phrases is not null ? (new(course, phrases, folder) { Digest = digest }, []) : (null, [.. courseFaults, .. phraseFaults]);
    }

    /// <summary>Of the files as they lie there now.</summary>
    public static string DigestOf(string folder)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal))
        {
            all.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(file.Replace('\\', '/'))));
            all.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file))));
        }
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}
