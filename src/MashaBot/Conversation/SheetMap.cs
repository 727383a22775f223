using System.Collections.Immutable;
using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>The course as a map to walk on: sheets, and in each its problems.</summary>
internal sealed class SheetMap(Course course)
{
    private const int PerRow = 2;

    /// <summary><c>/sheets</c>.</summary>
    public Turn Tell(Turn turn) => turn.Say(turn.Phrases[Phrase.Sheets], [.. course.Sheets.Select(sheet => ImmutableArray.Create(Button(turn, sheet)))]);

    /// <summary>One sheet with its problems; of a sheet that the course has not, the map.</summary>
    public Turn Open(Turn turn, int number)
    {
        if (course.Sheets.FirstOrDefault(sheet => sheet.Number == number) is not { } sheet) return Tell(turn);
        var title = turn.Phrases[Phrase.SheetTitle, ("sheet", sheet.Number), ("title", sheet.Title(turn.Learner.Language))];
        ImmutableArray<Button> back = [new(turn.Phrases.Line(Phrase.ButtonSheets), new Pressed.Sheets().Data)];
        return turn.Say(title + sheet.Introduction(turn.Learner.Language),
            [.. sheet.Problems.Select(problem => Button(turn, problem)).Chunk(PerRow).Select(row => row.ToImmutableArray()), back]);
    }

    /// <summary>The sheet that <c>sheet3</c> in a link names.</summary>
    public int? Find(string link) => link.StartsWith("sheet", StringComparison.OrdinalIgnoreCase)
        && int.TryParse(link.AsSpan(5), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
        && course.Sheets.Any(sheet => sheet.Number == number) ? number : null;

    private static Button Button(Turn turn, Sheet sheet)
    {
        var parts = sheet.Problems.SelectMany(problem => problem.Parts).ToArray();
        var solved = parts.Count(part => turn.Learner.Has(part.Id, Ending.Right));
        return new(turn.Phrases.Line(Phrase.ButtonSheet, ("mark", Mark(solved, parts.Length)), ("sheet", sheet.Number), ("title", sheet.Title(turn.Learner.Language)), ("right", solved), ("all", parts.Length)),
            new Pressed.OpenSheet(sheet.Number).Data);
    }

    private static Button Button(Turn turn, Problem problem)
    {
        var solved = problem.Parts.Count(part => turn.Learner.Has(part.Id, Ending.Right));
        return new($"{Mark(solved, problem.Parts.Count)} {problem.Id} {problem.Title(turn.Learner.Language)}", new Pressed.OpenProblem(problem.Id).Data);
    }

    private static string Mark(int solved, int all) => solved == 0 ? "○" : solved < all ? "◐" : "●";
}
