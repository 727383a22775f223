using System.Diagnostics;
using System.Globalization;

namespace MashaBot.Bench;

/// <summary>Somebody who can do a workload n times and say how long it took, in seconds.</summary>
internal interface IContender
{
    string Name { get; }
    double Seconds(string workload, int steps);
}

/// <summary>In this process.</summary>
internal sealed class Here(string name, Dictionary<string, Action> workloads) : IContender
{
    public string Name => name;

    public double Seconds(string workload, int steps)
    {
        var step = workloads[workload];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < steps; i++) step();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

/// <summary>Debian's python3-torch as a child process, which times itself: the pipe costs nothing.</summary>
internal sealed class Python : IContender, IDisposable
{
    private readonly Process process;

    public Python(string script)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment.Remove("LD_PRELOAD");
        process = Process.Start(start)!;
        if (process.StandardOutput.ReadLine() != "ready") throw new InvalidOperationException("python3-torch did not start: apt-get install python3-torch.");
    }

    public string Name => "python3-torch";

    public double Seconds(string workload, int steps)
    {
        process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload} {steps}"));
        return double.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
