using System.Collections.Immutable;

namespace MashaBot.Sheets.Drawings;

/// <summary>A card with what a learner has done: a chakra a sheet, a ring and a name beside it, and a calendar of days. All words are the caller's.</summary>
public sealed record ProgressDrawing : Drawing
{
    /// <exception cref="ArgumentException">There is no sheet.</exception>
    public ProgressDrawing(string title, ImmutableArray<SheetProgress> sheets, Calendar calendar) =>
        (Title, Sheets, Calendar) = (title, sheets.IsDefaultOrEmpty ? throw new ArgumentException("There is at least one sheet.", nameof(sheets)) : sheets, calendar);

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>In the order of the course: the first is the lowest chakra.</summary>
    public ImmutableArray<SheetProgress> Sheets { get; }

    public Calendar Calendar { get; }

    /// <summary>Short sentences beneath the heading: how many days in a row, how many parts.</summary>
    public ImmutableArray<string> Facts { get; init; } = [];

    private protected override IEnumerable<string> Lines(Func<string, string> plain)
    {
        yield return Title;
        foreach (var fact in Facts) yield return fact;
        foreach (var sheet in Sheets) yield return $"{sheet.Number}. {sheet.Title}: {sheet.Done}/{sheet.All}{(sheet.IsMastered ? " ●" : "")}";
    }
}

/// <param name="Number">Of the sheet.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Done">Parts that are done.</param>
/// <param name="All">Parts that there are.</param>
public sealed record SheetProgress(int Number, string Title, int Done, int All)
{
    /// <summary>From 0 to 1.</summary>
    public float Part => All == 0 ? 0 : Math.Clamp((float)Done / All, 0, 1);

    public bool IsMastered => All > 0 && Done >= All;
}

/// <summary>What was done day by day, the last of the days today.</summary>
/// <param name="Today">The learner's day.</param>
/// <param name="Counts">A number a day; none is 0.</param>
/// <param name="Months">Twelve short names.</param>
/// <param name="Weekdays">Seven short names, Monday's first.</param>
public sealed record Calendar(DateOnly Today, ImmutableArray<int> Counts, ImmutableArray<string> Months, ImmutableArray<string> Weekdays);
