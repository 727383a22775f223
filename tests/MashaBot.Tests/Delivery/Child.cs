using System.Diagnostics;
using MashaBot.Playground;

namespace MashaBot.Tests.Delivery;

/// <summary>The program itself in a process of its own, served by a playground of the test's. <c>MASHA_PROGRAM</c> names another, for example a published one.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> log = [], output = [];

    /// <param name="settings">As <c>Section__Name</c>.</param>
    public static Child Start(PlaygroundServer server, string folder, params (string Name, string Value)[] settings) => new(server, folder, settings);

    private Child(PlaygroundServer server, string folder, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Environment.GetEnvironmentVariable("MASHA_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, "MashaBot.dll"), "--data", folder]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["MASHABOT_Telegram__Token"] = server.Token;
        start.Environment["MASHABOT_Telegram__BaseUrl"] = server.Url;
        start.Environment["MASHABOT_Telegram__PollSeconds"] = "1";
        start.Environment["MASHABOT_Limit__PerMinute"] = "0";   // the tests write faster than people
        foreach (var (name, value) in settings) start.Environment[$"MASHABOT_{name}"] = value;
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (log) log.Add(line.Data ?? "");
            if (line.Data?.Contains("listens", StringComparison.Ordinal) == true) listens.TrySetResult();
            if (line.Data is null) listens.TrySetException(new InvalidOperationException($"The bot ended before it listened: {string.Join('\n', log)}"));
        };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null) lock (output) output.Add(line.Data);
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public Task Listens => listens.Task.WaitAsync(RunningBot.Patience, TimeProvider.System);

    /// <summary>What it has written to standard error.</summary>
    public string Log
    {
        get { lock (log) return string.Join('\n', log); }
    }

    /// <summary>What it has written to standard output.</summary>
    public string Output
    {
        get { lock (output) return string.Join('\n', output); }
    }

    public Task Ended => process.WaitForExitAsync();

    public int ExitCode => process.ExitCode;

    public void Kill() => process.Kill();   // SIGKILL

    public void Terminate() => Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
