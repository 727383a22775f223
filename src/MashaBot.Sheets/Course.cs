using System.Collections.Immutable;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets;

/// <summary>All sheets in the order in which they are dealt.</summary>
public sealed class Course
{
    private readonly Dictionary<ProblemId, int> places;
    private readonly ImmutableArray<Problem> problems;

    private Course(ImmutableArray<Sheet> sheets)
    {
        Sheets = sheets;
        problems = [.. sheets.SelectMany(sheet => sheet.Problems)];
        places = problems.Index().ToDictionary(pair => pair.Item.Id, pair => pair.Index);
    }

    public IReadOnlyList<Sheet> Sheets { get; }

    public ProblemId First => problems[0].Id;

    /// <summary>Reads a content folder. Faults are collected, all of them; with any there is no course.</summary>
    public static (Course? Course, ImmutableArray<ContentFault> Faults) Load(string folder)
    {
        var faults = new FaultList();
        var sheets = new CourseReader(folder, faults).Read();
        if (faults.IsEmpty && sheets.All(sheet => sheet.Problems.Count == 0))
            faults.Add(new(folder, 1), "there is no problem to deal", "Write one");
        return (faults.IsEmpty ? new(sheets) : null, faults.Sorted);
    }

    public Problem? Find(ProblemId id) => places.TryGetValue(id, out var place) ? problems[place] : null;

    /// <summary>The problem that is dealt after this one; null after the last, or if the course does not have this one.</summary>
    public ProblemId? After(ProblemId id) => places.TryGetValue(id, out var place) && place + 1 < problems.Length ? problems[place + 1].Id : null;
}
