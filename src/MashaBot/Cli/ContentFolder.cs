using System.Collections.Immutable;
using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Cli;

/// <summary>The course and the bot's words, read from where they lie.</summary>
/// <param name="Folder">Where that is.</param>
internal sealed record ContentFolder(Course Course, Phrasebook Phrasebook, string Folder)
{
    /// <summary>Beside the program, where the build puts it.</summary>
    public static string Default => Path.Combine(AppContext.BaseDirectory, "content");

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
        var (course, courseFaults) = Course.Load(folder);
        var (phrases, phraseFaults) = Phrasebook.Load(folder);
        return course is not null && phrases is not null ? (new(course, phrases, folder), []) : (null, [.. courseFaults, .. phraseFaults]);
    }
}
