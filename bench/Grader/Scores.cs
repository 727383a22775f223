using System.Diagnostics;
using System.Globalization;
using MashaBot.Sheets;

namespace MashaBot.Grader.Bench;

/// <summary>How well the figures of each problem show slips, which variants are not dealt for it, and how long it takes to know.</summary>
internal static class Scores
{
    internal static void Print(Course course, int seeds, string only, TextWriter output)
    {
        foreach (var problem in course.Sheets.SelectMany(sheet => sheet.Problems).Where(problem => $"{problem.Id}".StartsWith(only, StringComparison.Ordinal)))
        {
            var numbers = problem.Parts.Select(part => part.Number).ToList();
            var start = Stopwatch.GetTimestamp();
            problem.ShowsSlips(new(1), numbers);
            var first = Stopwatch.GetElapsedTime(start);
            start = Stopwatch.GetTimestamp();
            var dealt = Enumerable.Range(1, seeds).Count(seed => problem.ShowsSlips(new(seed), numbers));
            var each = Stopwatch.GetElapsedTime(start) / seeds;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{problem.Id,-6} {dealt} of {seeds} variants are dealt; {first.TotalMilliseconds:F0} ms for the first, then {each.TotalMilliseconds:F1} ms each"));
            foreach (var part in problem.Parts)
            {
                if (problem.Score(problem.Deal(VariantId.Book), part.Number) is not { } book) continue;
                var all = Enumerable.Range(1, seeds).Select(seed => problem.Score(problem.Deal(new(seed)), part.Number)!).ToList();
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {part.Id,-8} book {book.Share:P0} of {book.Shown + book.Hidden.Length}, middle {all.Select(score => score.Share).Order().ElementAt(seeds / 2):P0}, least {all.Min(score => score.Share):P0}, below {all.Count(score => score.Share < MutationScore.Least)}, with twins {all.Count(score => score.Twins is not [])}  {string.Join("; ", all.SelectMany(score => score.Twins).CountBy(twins => twins).OrderByDescending(twins => twins.Value).Take(3).Select(twins => $"{twins.Key} ×{twins.Value}"))}  book: {string.Join("; ", book.Twins)} | {string.Join("; ", book.Hidden.Distinct().Take(4))}"));
            }
        }
    }
}
