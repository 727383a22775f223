using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MashaBot.Load;

/// <summary>The program with the settings of the runtime that the Dockerfile gives it.</summary>
internal static partial class Image
{
    public static ProcessStartInfo Program(string program, string folder)
    {
        var start = new ProcessStartInfo("dotnet", [program, "--data", folder]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (Match setting in OfRuntime.Matches(File.ReadAllText(Dockerfile()))) start.Environment[setting.Groups[1].Value] = setting.Groups[2].Value;
        return start;
    }

    private static string Dockerfile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "Dockerfile") is var file && File.Exists(file)) return file;
        throw new FileNotFoundException($"No folder above {AppContext.BaseDirectory} has a Dockerfile: run the bench where it was built.");
    }

    [GeneratedRegex(@"^(?:ENV)?\s+((?:DOTNET|MALLOC)_\w+)=(\w+)", RegexOptions.Multiline)]
    private static partial Regex OfRuntime { get; }
}
