using System.Collections.Immutable;

namespace MashaBot.Sheets;

/// <summary>All sheets in the order in which they are dealt.</summary>
public sealed class Course
{
    internal Course(ImmutableArray<Sheet> sheets) => Sheets = sheets;

    public IReadOnlyList<Sheet> Sheets { get; }

    public ProblemId First => Sheets[0].Problems[0].Id;

    /// <summary>Reads a content folder. Faults are collected, all of them; with any there is no course.</summary>
    public static (Course? Course, ImmutableArray<ContentFault> Faults) Load(string folder) => throw new NotImplementedException();

    public Problem? Find(ProblemId id) => Problems.FirstOrDefault(problem => problem.Id == id);

    /// <summary>The problem that is dealt after this one; null after the last.</summary>
    public ProblemId? After(ProblemId id) => Problems.SkipWhile(problem => problem.Id != id).Skip(1).FirstOrDefault()?.Id;

    private IEnumerable<Problem> Problems => Sheets.SelectMany(sheet => sheet.Problems);
}
