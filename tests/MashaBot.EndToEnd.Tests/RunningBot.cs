using System.Diagnostics;
using System.Text;

namespace MashaBot.EndToEnd.Tests;

/// <summary>The program itself, as a newcomer starts it: no token, so the playground; its address is the first thing it prints.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder log = new();

    private RunningBot(Process process) => this.process = process;

    public Uri Address { get; private set; } = new("about:blank");

    /// <summary>What it has written to standard error.</summary>
    public string Log { get { lock (log) return log.ToString(); } }

    public static async Task<RunningBot> Start(string data)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MashaBot.dll"));
        start.ArgumentList.Add("--data");
        start.ArgumentList.Add(data);
        start.Environment["MASHABOT_Playground__Port"] = "0";       // any free one: tests may run beside a bot
        start.Environment.Remove("MASHABOT_Telegram__Token");
        var bot = new RunningBot(Process.Start(start)!);
        bot.process.ErrorDataReceived += (_, line) => { lock (bot.log) bot.log.AppendLine(line.Data); };
        bot.process.BeginErrorReadLine();
        var printed = await bot.process.StandardOutput.ReadLineAsync();
        var address = printed?.Split(' ').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal));
        Assert.True(address is not null, $"No address in «{printed}».\n{bot.Log}");
        bot.Address = new(address);
        return bot;
    }

    /// <summary>As a power cut ends it.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }
}
