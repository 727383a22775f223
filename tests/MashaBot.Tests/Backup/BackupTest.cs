using System.Text.Json;
using MashaBot.Backup;
using MashaBot.Store.Lite;
using MashaBot.Store.Postgres;
using MashaBot.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace MashaBot.Tests.Backup;

/// <summary>Copies of the store, made while it is in use and put in its place, by the program's own commands.</summary>
public sealed class BackupTest : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_running_bot_is_backed_up_by_command_and_the_copy_holds_all_that_was_acknowledged()
    {
        await using var bot = await RunningBot.Start();
        var people = Enumerable.Range(1, 8).Select(i => bot.Server.Meet($"Person {i}")).ToList();
        using var enough = new CancellationTokenSource();
        var writing = people.Select(person => Task.Run(async () =>
        {
            for (var i = 1; !enough.IsCancellationRequested; i++) await bot.Ask(person, $"{i}");
        })).ToList();
        await RunningBot.Eventually(() => people.TrueForAll(person => bot.Heard(person).Length > 3));
        var acknowledged = people.ConvertAll(person => bot.Heard(person).Length);
        var (exit, output, errors) = await MashaProgram.Run(["backup", "--data", bot.Folder]);
        await enough.CancelAsync();
        await Task.WhenAll(writing);

        Assert.True(exit == 0, errors);
        var backup = output.Trim();
        Assert.Equal(backup, Assert.Single(new Shelf(bot.Backup.In(bot.Folder)).All).Path);
        File.Copy(backup, folder["masha.db"]);
        await using var copy = await LiteStore.Open(folder.Path);
        foreach (var (person, count) in people.Zip(acknowledged))
        {
            var kept = await copy.Attempts(new(person.Id));
            Assert.True(kept.Count >= count, $"{count} acknowledged, {kept.Count} in the copy");
            Assert.Equal(Enumerable.Range(1, kept.Count).Select(i => $"{i}"), kept.Select(attempt => attempt.Reply));
            Assert.Equal(kept.Count, (await copy.Find(new(person.Id)))!.Rounds);
        }
    }

    [Fact]
    public async Task It_is_backed_up_by_the_clock_and_only_some_are_kept()
    {
        await using var bot = await RunningBot.Start(bot => (bot.Backup.Hours, bot.Backup.Keep) = (24, 3));
        var shelf = new Shelf(bot.Backup.In(bot.Folder));
        await bot.Ask(bot.Server.Meet("Anna"), "hi");
        Assert.Empty(shelf.All);
        List<Instant> made = [];
        for (var day = 0; day < 5; day++)
        {
            bot.Clock.MoveOn(TimeSpan.FromHours(day == 0 ? 1 : 24));
            await RunningBot.Eventually(() => shelf.All is [var newest, ..] && newest.At != made.LastOrDefault());
            made.Add(shelf.All[0].At);
        }
        await RunningBot.Eventually(() => shelf.All.Count == 3);
        Assert.Equal(made.AsEnumerable().Reverse().Take(3), shelf.All.Select(entry => entry.At));
        await bot.Restart();
        bot.Clock.MoveOn(TimeSpan.FromHours(20));
        await bot.Desk.Pulse();
        Assert.Equal(made[^1], shelf.All[0].At);
    }

    [Fact]
    public async Task A_copy_under_way_is_let_go_when_the_process_ends_and_leaves_nothing()
    {
        await Put(1);
        await using var store = await LiteStore.Open(folder.Path);
        var target = folder["copy.db"];
        using var ends = new CancellationTokenSource();
        var copying = Task.Run(() => Copying.Copy(store, target, ends.Token), TestContext.Current.CancellationToken);
        while (!File.Exists($"{target}.part")) await Task.Yield();       // from now on it is looked through, by a process that must first start
        await ends.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copying);
        Assert.Empty(Directory.GetFiles(folder.Path, "copy.db*"));
        await Copying.Copy(store, target, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(target));
    }

    [Fact]
    public async Task The_newest_is_restored_and_what_was_there_is_kept_beside_it()
    {
        await Put(1);
        Assert.Equal(0, (await Run("backup")).Exit);
        await Put(2);
        var (exit, output, errors) = await Run("restore", "latest");
        Assert.True(exit == 0, errors);
        Assert.Contains("1 learners", output, StringComparison.Ordinal);
        await using (var store = await LiteStore.Open(folder.Path)) Assert.Equal((true, false), (await store.Find(new(1)) is not null, await store.Find(new(2)) is not null));
        var former = Assert.Single(Directory.GetFiles(folder.Path, "masha-before-restore-*.db"));
        Assert.Equal(2, LiteFile.Verify(former).Learners);
    }

    [Fact]
    public async Task A_damaged_store_names_the_way_out_and_that_way_works()
    {
        await Put(1);
        Assert.Equal(0, (await Run("backup")).Exit);
        var bytes = await File.ReadAllBytesAsync(folder["masha.db"]);
        new Random(1).NextBytes(bytes.AsSpan(8192 * 2, 8192 * 3));
        await File.WriteAllBytesAsync(folder["masha.db"], bytes);
        var start = await Run("chat");
        Assert.Equal(1, start.Exit);
        Assert.Contains("restore latest", start.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("restore", "latest")).Exit);
        Assert.Equal(0, (await Run("chat")).Exit);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(folder.Path, "masha-before-restore-*.db"))));
    }

    [Fact]
    public async Task A_backup_that_is_not_good_is_refused_and_the_store_stays()
    {
        await Put(1, 2);
        await Run("backup", "--to", folder["good.db"]);
        var bytes = await File.ReadAllBytesAsync(folder["good.db"]);
        await File.WriteAllBytesAsync(folder["cut.db"], bytes[..^8192]);
        await File.WriteAllTextAsync(folder["lines.jsonl"], """{"is":"learner","id":5,"form":1,"body":{}}""" + "\n{ broken");
        foreach (var file in new[] { "cut.db", "lines.jsonl" })
        {
            Assert.Equal(1, (await Run("restore", folder[file])).Exit);
            Assert.Equal(1, (await Run("restore", "--check", folder[file])).Exit);
        }
        Assert.Equal(2, (await Run("restore", folder["nowhere.db"])).Exit);
        Assert.Equal(2, (await Run("restore", "latest")).Exit);
        Assert.Equal(2, (await Run("restore")).Exit);
        Assert.Equal(1, (await MashaProgram.Run(["backup", "--data", folder["nowhere"]])).Exit);
        Assert.Equal(2, LiteFile.Verify(folder["masha.db"]).Learners);
    }

    [Fact]
    public async Task A_store_in_use_is_not_restored()
    {
        await Put(1);
        await Run("backup");
        await using var store = await LiteStore.Open(folder.Path);
        var (exit, _, errors) = await Run("restore", "latest");
        Assert.Equal(1, exit);
        Assert.Contains("in use by another MashaBot", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_exported_is_JSON_and_comes_back_the_same()
    {
        await using (var store = await LiteStore.Open(folder.Path))
            await store.Change([], batch =>
            {
                for (var i = 1; i <= 3; i++) batch.Put(SomeLearner.Full(i));
                batch.Put(SomeLearner.Of(4));                              // due at no time
                batch.Attempts.Add(SomeLearner.Attempt(1, "½\n\"σ\""));
                batch.Attempts.Add(SomeLearner.Attempt(1) with { Mistake = null });
                batch.Messages.Add((new(2), new(2), SomeLearner.Message("**x**: $x^2$")));
                batch.Keep(new("group", -5, "no object"));
            });
        var (exit, output, errors) = await Run("export");
        Assert.True(exit == 0, errors);
        var lines = output.Trim().Split('\n').Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.Equal(["learner", "learner", "learner", "learner", "attempt", "attempt", "message", "note"], lines.Select(line => line.GetProperty("is").GetString()));
        Assert.Equal(200, lines[0].GetProperty("body").GetProperty("Streak").GetProperty("Days").GetInt32());
        await File.WriteAllTextAsync(folder["all.jsonl"], output);
        var (restored, _, complaint) = await Run("restore", folder["all.jsonl"]);
        Assert.True(restored == 0, complaint);
        Assert.Equal(output, (await Run("export")).Output);
    }

    [Fact]
    public async Task A_file_moves_into_a_database_and_back()
    {
        await using var database = await Database.Create();
        using var other = new TempFolder();
        await using (var store = await LiteStore.Open(folder.Path))
            await store.Change([], batch =>
            {
                batch.Put(SomeLearner.Full(1));
                batch.Attempts.Add(SomeLearner.Attempt(1));
                batch.Keep(new("group", -5, """{"a": 1}"""));
            });
        await Run("backup", "--to", folder["copy.db"]);
        await using (var postgres = await PostgresStore.Open(database.Connection, NullLogger.Instance))
        {
            await Restoring.Into(folder["copy.db"], postgres);
            Assert.Equal(200, (await postgres.Find(new(1)))!.Streak.Days);
            await Copying.Copy(postgres, folder["copy.jsonl.gz"]);
        }
        await Restoring.IntoFolder(folder["copy.jsonl.gz"], other.Path, SomeLearner.Morning);
        Assert.Equal((await Run("export")).Output, (await MashaProgram.Run(["export", "--data", other.Path])).Output);
    }

    private async Task Put(params long[] ids)
    {
        await using var store = await LiteStore.Open(folder.Path);
        await store.Change([], batch => { foreach (var id in ids) batch.Put(SomeLearner.Full(id) with { Due = null }); });
    }

    private Task<(int Exit, string Output, string Errors)> Run(params string[] arguments) => MashaProgram.Run([.. arguments, "--data", folder.Path]);
}
