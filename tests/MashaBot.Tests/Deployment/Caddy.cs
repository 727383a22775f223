using System.Diagnostics;
using System.Net.Sockets;
using MashaBot.Tests.Http;

namespace MashaBot.Tests.Deployment;

/// <summary>The proxy with the very file that compose gives it; only names and ports are this machine's, and there are no certificates to fetch.</summary>
internal sealed class Caddy : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly List<string> log = [];
    private readonly Process process;

    private Caddy(string url, IEnumerable<string> processes, int monitor, int sign)
    {
        Url = url;
        Sign = $"http://127.0.0.1:{sign}/";
        var start = new ProcessStartInfo("caddy", ["run", "--adapter", "caddyfile", "--config", Repository.Path("deploy/Caddyfile")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["MASHA_DOMAIN"] = url;
        start.Environment["MASHA_PROCESSES"] = string.Join(' ', processes);
        start.Environment["MASHA_MONITOR"] = $"{monitor}";
        start.Environment["MASHA_SIGN"] = $"{sign}";
        start.Environment["XDG_DATA_HOME"] = start.Environment["XDG_CONFIG_HOME"] = folder.Path;
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();

        void Write(string? line)
        {
            if (line is not null) lock (log) log.Add(line);
        }
    }

    public string Url { get; }

    /// <summary>What the container is asked by.</summary>
    public string Sign { get; }

    public string Log
    {
        get { lock (log) return string.Join('\n', log); }
    }

    /// <param name="processes">Address and port of each.</param>
    /// <param name="monitor">The port at which all of them are asked how they are.</param>
    public static async Task<Caddy> Start(IEnumerable<string> processes, int monitor)
    {
        Assert.SkipUnless(IsInstalled(), "needs Caddy (Debian: apt-get install caddy; .ci/run does)");
        var port = Ports.Free();
        var caddy = new Caddy($"http://127.0.0.1:{port}", processes, monitor, Ports.Free());
        await RunningBot.Eventually(() => !caddy.process.HasExited ? Listens(port) : throw new InvalidOperationException($"Caddy has ended: {caddy.Log}"));
        return caddy;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Dispose();
    }

    private static bool IsInstalled() => Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "caddy")));

    private static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException) { return false; }
    }
}
