using System.Diagnostics;
using MashaBot.Store;
using MashaBot.Store.Lite;

namespace MashaBot.Backup;

/// <summary>Makes copies of a store that is in use, and looks whether they are good.</summary>
internal static class Copying
{
    /// <summary>How a copy of that store is written.</summary>
    public static string KindOf(ILearnerStore store) => store is LiteStore ? ".db" : ".jsonl.gz";

    /// <summary>Copies all that is kept as it stands at one moment. The copy appears under its name only when it is whole, on the disk and has been looked through.</summary>
    /// <exception cref="StoreException">There is no good copy.</exception>
    public static async Task Copy(ILearnerStore store, string target, CancellationToken cancellation = default)
    {
        var draft = $"{target}.part";
        try
        {
            if (store is LiteStore file) file.CopyTo(draft, cancellation);
            else await JsonLines.Write(store.Everything(cancellation), draft);
            using (var written = File.Open(draft, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
            await Look(draft, KindOf(store), cancellation);
            File.Move(draft, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup {target} cannot be written: {error.Message}", error);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>In a process of its own: it takes as much memory as the whole store, and LiteDB may end the process over a damaged file.</summary>
    private static async Task Look(string path, string kind, CancellationToken cancellation)
    {
        var isProgram = Path.GetFileName(Environment.ProcessPath) is "MashaBot" or "MashaBot.exe";      // not MashaBot.Tests, whose name ends in what looks like an ending
        var start = new ProcessStartInfo(isProgram ? Environment.ProcessPath! : "dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        if (!isProgram) start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MashaBot.dll"));
        foreach (var argument in (string[])["restore", "--check", path, "--kind", kind]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new StoreException("The backup cannot be looked through: no process can be started.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
        await output;
        if (process.ExitCode != 0) throw new StoreException($"The backup is not good and was thrown away: {(await errors).Trim()}");
    }
}
