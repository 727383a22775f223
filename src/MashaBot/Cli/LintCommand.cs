using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MashaBot.Admin;
using MashaBot.Sheets;

namespace MashaBot.Cli;

/// <summary><c>lint</c>: everything that can be found wrong with the content without a reader: a table by sheet, and all faults with file and line.</summary>
internal static class LintCommand
{
    public static Command Create(Func<ContentFolder?> load)
    {
        var seeds = new Option<int>("--variants") { Description = "How many drawn variants of each problem are tried beside the book's.", DefaultValueFactory = _ => 200 };
        var command = new Command("lint", "Checks all content; exit code 1 on any fault.") { seeds };
        command.SetAction(parsed => load() is { } content ? Check(content.Course, parsed.GetValue(seeds), Console.Out, Console.IsErrorRedirected ? null : Console.Error) : 1);
        return command;
    }

    /// <summary>So many variants are looked at for what they show of slips.</summary>
    private const int Closely = 50;

    /// <param name="terminal">Shows how far the work is; null where nobody watches.</param>
    internal static int Check(Course course, int seeds, TextWriter output, TextWriter? terminal)
    {
        using var progress = new ProgressBar(terminal, course.Sheets.Sum(sheet => sheet.Problems.Count));
        var (faults, remarks) = (ImmutableArray.CreateBuilder<ContentFault>(), new List<ContentFault>());
        List<string[]> rows = [["sheet", "problems", "parts", "variants", "mistakes", "pictures", "faults"]];
        foreach (var sheet in course.Sheets)
        {
            var (before, pictures) = (faults.Count, new HashSet<string>());
            foreach (var problem in sheet.Problems)
            {
                progress.Next($"{problem.Id} {problem.Title(Language.Russian)}");
                faults.AddRange(ContentCheck.Of(problem, seeds, pictures));
                remarks.AddRange(Inspection.Remarks(problem, Math.Min(seeds, Closely)));
            }
            int Sum(Func<Problem, int> count) => sheet.Problems.Sum(count);
            rows.Add([$"{sheet.Number}", $"{sheet.Problems.Count}", $"{Sum(problem => problem.Parts.Count)}", $"{sheet.Problems.Count * (seeds + 1)}",
                $"{Sum(problem => problem.Parts.Sum(part => part.Mistakes.Count()))}", $"{pictures.Count}", $"{faults.Count - before}"]);
        }
        progress.Dispose();                  // the table stands where the bar was
        Print(rows, output);
        foreach (var fault in faults) output.WriteLine(fault);
        foreach (var remark in remarks) output.WriteLine($"remark: {remark}");
        return faults.Count == 0 ? 0 : 1;
    }

    private static void Print(List<string[]> rows, TextWriter output)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).ToString(CultureInfo.InvariantCulture));
    }
}
