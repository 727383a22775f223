using System.Collections.Immutable;
using System.Globalization;
using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Admin;

/// <summary>The numbers in words.</summary>
internal static class CensusWords
{
    /// <param name="messages">Since the start of the process.</param>
    public static Message Tell(Listener admin, Census census, (long Sent, long Failed) messages, Course course)
    {
        var phrases = admin.Phrases;
        var report = phrases[Phrase.Stats, ("at", admin.When(census.At)), ("learners", census.Learners), ("daily", census.Daily),
            ("today", census.Active.Day), ("week", census.Active.Week), ("month", census.Active.Month),
            ("newweek", census.New.Week), ("newmonth", census.New.Month), ("unreachable", census.Unreachable), ("groups", census.Groups), ("cases", census.Cases)];
        report += phrases[Phrase.StatsReplies, ("judged", census.Judged), ("unread", census.Unread)];
        if (census.FirstTry is { } share) report += phrases[Phrase.StatsFirstTry, ("share", share)];
        report += phrases[Phrase.StatsMessages, ("sent", messages.Sent), ("failed", messages.Failed), ("waiting", census.Waiting)];
        report += List(phrases[Phrase.StatsHardest, ("least", Census.LeastReplies)],
            from hard in census.Hardest
            where Find(course, hard.Part) is not null
            select phrases[Phrase.StatsHard, ("part", hard.Part), ("title", Find(course, hard.Part)!.Value.Problem.Title(phrases.Language)), ("wrong", hard.Wrong), ("all", hard.Judged), ("share", hard.Percent)]);
        report += List(phrases[Phrase.StatsMistakes],
            from made in census.Mistakes
            let words = Words(course, made.Part, made.Mistake, phrases.Language)
            where words is not null
            select Joined(phrases[Phrase.StatsMistake, ("times", made.Times), ("part", made.Part), ("key", made.Mistake)], words));
        report += List(phrases[Phrase.StatsSlips],
            from slip in census.Slips
            let words = VerdictWords.OfKind(slip.Code, phrases)
            where words is not null
            select Joined(phrases[Phrase.StatsSlip, ("times", slip.Times)], words));
        return admin.Hears(report, [admin.Button(Phrase.ButtonCases, new AdminTask.Cases())]);
    }

    /// <summary>What the author says of a mistake, with the book's figures; null where the course no longer has it.</summary>
    private static Prose? Words(Course course, string id, string mistake, Language language) =>
        Find(course, id) is var (problem, part) && part.Mistakes.Contains(mistake) && problem.TryDeal(VariantId.Book, out var book, out _)
            ? new([.. book.MistakeWords(part.Id.Number, mistake, language).Blocks.Take(1)])
            : null;

    private static (Problem Problem, Part Part)? Find(Course course, string id) =>
        PartId.TryParse(id, CultureInfo.InvariantCulture, out var part) && course.Find(part.Problem) is { } problem && problem.Parts.FirstOrDefault(known => known.Id == part) is { } found ? (problem, found) : null;

    /// <summary>A line and the words behind it, on the same line where they are a paragraph.</summary>
    private static Prose Joined(Prose line, Prose words) => line.Blocks is [Block.Paragraph start] && words.Blocks is [Block.Paragraph first, ..]
        ? new([new Block.Paragraph([.. start.Inlines, new Inline.Text(" "), .. first.Inlines])])
        : line + words;

    private static Prose List(Prose title, IEnumerable<Prose> items) => items.Select(item => item.Blocks).ToImmutableArray() is { IsEmpty: false } all
        ? title + new Prose([new Block.Bullets(true, all)])
        : Prose.Empty;
}
