using System.Diagnostics;

namespace MashaBot.Load;

/// <summary>The program with the settings that the Dockerfile gives it.</summary>
internal static class Image
{
    public static ProcessStartInfo Program(string program, string folder)
    {
        var start = new ProcessStartInfo("dotnet", [program, "--data", folder]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_GCGen0MaxBudget"] = "600000";
        start.Environment["MALLOC_ARENA_MAX"] = "1";
        return start;
    }
}
