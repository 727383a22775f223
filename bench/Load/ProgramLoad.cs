using System.Diagnostics;
using System.Globalization;
using MashaBot.Playground;
using Npgsql;

namespace MashaBot.Load;

/// <summary>A published program as a container runs it: how long until it answers, how much memory it takes.</summary>
internal static class ProgramLoad
{
    private const int Starts = 5, Replies = 1_000, Crowd = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), Idle = TimeSpan.FromSeconds(10);

    /// <param name="program">Its <c>MashaBot.dll</c>.</param>
    /// <param name="postgres">A server for a database of its own, with calls by webhook; null: a file, with polling.</param>
    public static async Task<int> Measure(string program, string? postgres)
    {
        var starts = new List<double>();
        for (var i = 1; i <= Starts; i++)
        {
            var folder = Directory.CreateTempSubdirectory("masha-program-").FullName;
            var database = postgres is null ? null : $"masha_load_{Environment.ProcessId}_{i}";
            if (database is not null) await Execute(postgres!, $"create database {database}");
            try
            {
                starts.Add(await Once(program, folder, database is null ? null : new NpgsqlConnectionStringBuilder(postgres) { Database = database }.ConnectionString, i == Starts));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
                if (database is not null) await Execute(postgres!, $"drop database {database} with (force)");
            }
        }
        starts.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"from the start of the program to its first answer, of {Starts}: {starts[Starts / 2]:F2} s at the median ({starts[0]:F2} to {starts[^1]:F2})"));
        return 0;
    }

    /// <returns>Seconds to the first answer.</returns>
    private static async Task<double> Once(string program, string folder, string? connection, bool withReplies)
    {
        await using var server = await PlaygroundServer.StartAsync(new());
        var crowd = Enumerable.Range(1, Crowd).Select(i => server.Meet($"Person {i}")).ToList();
        var asked = server.Say(crowd[0], "/next 3.1").Id;
        var since = Stopwatch.GetTimestamp();
        using var bot = Start(program, folder, server, connection);
        try
        {
            await server.WaitForMessage(crowd[0], after: asked, timeout: Patience);
            var took = Stopwatch.GetElapsedTime(since).TotalSeconds;
            if (withReplies)
            {
                await Task.Delay(Idle, TimeProvider.System);
                Console.WriteLine($"memory idle {Memory(bot)}");
                await Task.WhenAll(crowd.Select(async person =>
                {
                    await server.Ask(person, "/next 3.1", Patience);
                    for (var i = 0; i < Replies / Crowd; i++) await server.Ask(person, $"{1_000_000 + i}", Patience);   // wrong, so that the same question stays open
                }));
                Console.WriteLine($"memory after {Replies} replies {Memory(bot)}");
            }
            Process.Start("kill", ["-TERM", $"{bot.Id}"]).WaitForExit();
            await bot.WaitForExitAsync();
            return bot.ExitCode == 0 ? took : throw new InvalidOperationException($"The program ended with {bot.ExitCode}.");
        }
        finally
        {
            if (!bot.HasExited) bot.Kill();
        }
    }

    private static Process Start(string program, string folder, PlaygroundServer server, string? connection)
    {
        var start = Image.Program(program, folder);
        start.Environment["MASHABOT_Telegram__Token"] = server.Token;
        start.Environment["MASHABOT_Telegram__BaseUrl"] = server.Url;
        start.Environment["MASHABOT_Limit__PerMinute"] = "0";
        if (connection is not null)
        {
            start.Environment["MASHABOT_Store__Postgres"] = connection;
            start.Environment["MASHABOT_Http__Port"] = "18080";
            start.Environment["MASHABOT_Telegram__Webhook__Url"] = "http://127.0.0.1:18080";
        }
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Resident, and of that what no file stands behind.</summary>
    private static string Memory(Process process)
    {
        var status = File.ReadAllLines($"/proc/{process.Id}/status");
        return $"{Of("VmRSS")} MB, of that {Of("RssAnon")} MB its own";

        int Of(string name) => int.Parse(status.First(line => line.StartsWith($"{name}:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    private static async Task Execute(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false });
#pragma warning disable CA2100   // the words above
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
