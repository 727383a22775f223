using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MashaBot.Sheets;
using MashaBot.Sheets.Drawings;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>The card of a learner's progress as a picture. Its figures stand in the picture's name, so that it shows the moment in which it was asked for, whenever it is drawn.</summary>
public static partial class ProgressCard
{
    private const string Kind = "progress";

    /// <param name="learner">Whose progress.</param>
    /// <param name="course">Its sheets count.</param>
    /// <param name="today">The learner's day.</param>
    /// <param name="days">Days in a row; fewer than two are not spoken of.</param>
    internal static PictureId Of(Learner learner, Course course, LocalDate today, int days)
    {
        var sheets = course.Sheets.Select(sheet => (sheet.Number, Parts: sheet.Problems.SelectMany(problem => problem.Parts).ToArray()));
        var counts = sheets.Select(sheet => string.Create(CultureInfo.InvariantCulture, $"{sheet.Number}:{sheet.Parts.Count(part => learner.Has(part.Id, Ending.Right))}/{sheet.Parts.Length}"));
        var first = learner.Diary.First ?? today;
        var diary = Enumerable.Range(0, Math.Max(0, Period.DaysBetween(first, today)) + 1).Select(day => Digit(learner.Diary.On(first.PlusDays(day))));
        return PictureId.Of(string.Create(CultureInfo.InvariantCulture, $"{Kind} {learner.Language.Id} {today:yyyy-MM-dd} {days} {string.Join(',', counts)} {string.Concat(diary)}"));
    }

    /// <summary>The card that a picture's name stands for; null where it is none of ours.</summary>
    public static Drawing? Drawing(string name, Course course, Phrasebook phrasebook)
    {
        if (Name.Match(name) is not { Success: true } match) return null;
        var language = match.Groups["language"].Value == Language.English.Id ? Language.English : Language.Russian;
        var phrases = phrasebook[language];
        var titles = course.Sheets.ToDictionary(sheet => sheet.Number, sheet => sheet.Title(language));
        ImmutableArray<SheetProgress> sheets = [.. match.Groups["sheet"].Captures.Select(capture => capture.Value.Split(':', '/').Select(Whole).ToArray()).Select(sheet => new SheetProgress(sheet[0], titles.GetValueOrDefault(sheet[0], ""), sheet[1], sheet[2]))];
        ImmutableArray<int> counts = [.. match.Groups["diary"].Value.Select(digit => digit - '0')];
        var facts = ImmutableArray.Create(phrases.Line(Phrase.ProgressCardParts, ("right", sheets.Sum(sheet => sheet.Done)), ("all", sheets.Sum(sheet => sheet.All))));
        if (Whole(match.Groups["days"].Value) is > 1 and var days) facts = facts.Insert(0, phrases.Line(Phrase.ProgressCardDays, ("days", days)));
        var today = DateOnly.ParseExact(match.Groups["today"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new ProgressDrawing(phrases.Line(Phrase.ProgressCardTitle), sheets, new(today, counts, [.. phrases.Calendar.Months.Select(Short)], phrases.Calendar.Weekdays)) { Facts = facts };
    }

    /// <summary>How much was done, from 0 to 9: parts solved, or 1 for replies alone.</summary>
    private static int Digit(Diary.Day day) => Math.Clamp(day.Solved, day.Replies > 0 ? 1 : 0, 9);

    private static string Short(string month) => month[..Math.Min(3, month.Length)].ToLowerInvariant();

    private static int Whole(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^progress (?<language>\w+) (?<today>\d{4}-\d\d-\d\d) (?<days>\d{1,6}) ((?<sheet>\d{1,4}:\d{1,6}/\d{1,6}),?)+ (?<diary>\d{1,400})$", RegexOptions.ExplicitCapture)] private static partial Regex Name { get; }
}
