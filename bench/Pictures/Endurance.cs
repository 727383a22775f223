using System.Diagnostics;
using MashaBot.Sheets;

namespace MashaBot.Pictures.Bench;

/// <summary><c>endurance content</c>: a thousand pictures of the course in one process: the first ones, the median, the slowest, and what memory they leave behind.</summary>
internal static class Endurance
{
    private const int Pictures = 1000;

    public static int Run(string content)
    {
        var (course, faults) = Course.Load(content);
        foreach (var fault in faults) Console.Error.WriteLine(fault);
        if (course is null) return 1;
        var problems = course.Sheets.SelectMany(sheet => sheet.Problems).ToArray();
        List<double> times = [];
        long bytes = 0;
        Console.WriteLine($"start: {Resident()} MB");
        for (var seed = 0; times.Count < Pictures; seed++)
            foreach (var variant in problems.Select(problem => problem.Deal(new(seed))))
                foreach (var name in variant.PictureNames)
                {
                    if (times.Count == Pictures) break;
                    var drawing = variant.Picture(name);
                    var since = Stopwatch.GetTimestamp();
                    bytes += Painter.Png(drawing).Length;
                    times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
                    if (times.Count is 1 or 10 or 100 or 300 or 1000) Console.WriteLine($"{times.Count}: {times[^1]:0.0} ms, {Resident()} MB");
                }
        var sorted = times.Skip(100).Order().ToArray();   // the first ones pay for code that runs for the first time
        Console.WriteLine($"median {sorted[sorted.Length / 2]:0.0} ms, 95 % {sorted[sorted.Length * 95 / 100]:0.0} ms, slowest {sorted[^1]:0.0} ms; {bytes / Pictures / 1024} KB a picture");
        return 0;
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1024 / 1024;
    }
}
