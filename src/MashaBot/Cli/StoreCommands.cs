using System.CommandLine;
using MashaBot.Backup;
using MashaBot.Delivery;
using MashaBot.Store;
using MashaBot.Store.Lite;
using MashaBot.Store.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace MashaBot.Cli;

/// <summary><c>backup</c>, <c>restore</c> and <c>export</c>: the store as a host sees it. The bot may be running for the first and the last.</summary>
internal sealed class StoreCommands(Settings settings, Option<string> data, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private bool HasDatabase => settings.Store.Postgres is { Length: > 0 };

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    public Command Backup()
    {
        var to = new Option<FileInfo?>("--to") { Description = "The file; by default a new one in the folder of backups." };
        var command = new Command("backup", "Copies the store, also while the bot runs, looks the copy through and prints where it is.") { to };
        command.SetAction(async (parsed, _) =>
        {
            Console.Out.WriteLine(await Copy(parsed.GetValue(data)!, parsed.GetValue(to)?.FullName));
            return Exit.Done;
        });
        return command;
    }

    public Command Restore()
    {
        var from = new Argument<string?>("backup") { Description = "The file, or `latest` for the newest in the folder of backups.", Arity = ArgumentArity.ZeroOrOne };
        var check = new Option<string?>("--check") { Description = "Only looks whether that file is a good backup." };
        var kind = new Option<string?>("--kind") { Description = "What it is: .db, .jsonl or .jsonl.gz; by default its ending." };
        var command = new Command("restore", "Puts a backup in the place of the store, which is kept beside it; into PostgreSQL where that is set and empty. The bot must be stopped.") { from, check, kind };
        command.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(check) is { } file) return await Check(file, parsed.GetValue(kind) ?? Restoring.KindOf(file));
            var folder = parsed.GetValue(data)!;
            var all = new Shelf(settings.Backup.In(folder)).All;
            if (parsed.GetValue(from) is not { } named)
            {
                Console.Error.WriteLine(all.Count == 0 ? "Which backup? There is none in the folder of backups." : $"Which backup? `latest`, or one of:\n{string.Join('\n', all.Select(entry => entry.Path))}");
                return Exit.Misused;
            }
            if ((named == "latest" ? all.Select(entry => entry.Path).FirstOrDefault() : named) is not { } backup || !File.Exists(backup))
            {
                Console.Error.WriteLine($"There is no backup {named}.");
                return Exit.Misused;
            }
            var (learners, attempts) = await Restoring.Check(backup, Restoring.KindOf(backup));
            var former = HasDatabase ? await IntoDatabase(backup) : await Restoring.IntoFolder(backup, folder, Now);
            Console.Out.WriteLine($"Restored {backup}: {learners} learners, {attempts} attempts.{(former is null ? "" : $" What was there is now {former}.")}");
            return Exit.Done;
        });
        return command;
    }

    public Command Export()
    {
        var command = new Command("export", "Prints all that is kept as lines of JSON, one thing a line; also while the bot runs.");
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetValue(data)!;
            if (HasDatabase)
            {
                await using var database = await Open();
                await JsonLines.Write(database.Everything(cancellation), Console.Out);
                return Exit.Done;
            }
            // From a copy: the store itself may be in use, and a copy stands still.
            var draft = Directory.CreateTempSubdirectory("masha-export-").FullName;
            try
            {
                await Copy(folder, Path.Combine(draft, LiteStore.FileName));
                await using var copy = await LiteStore.Open(draft);
                await JsonLines.Write(copy.Everything(cancellation), Console.Out);
            }
            finally
            {
                Directory.Delete(draft, recursive: true);
            }
            return Exit.Done;
        });
        return command;
    }

    private static async Task<int> Check(string file, string kind)
    {
        if (!File.Exists(file))
        {
            Console.Error.WriteLine($"There is no file {file}.");
            return Exit.Misused;
        }
        var (learners, attempts) = await Restoring.Check(file, kind);
        Console.Out.WriteLine($"Good: {learners} learners, {attempts} attempts.");
        return Exit.Done;
    }

    /// <returns>Where the copy is.</returns>
    private async Task<string> Copy(string folder, string? to)
    {
        var shelf = new Shelf(settings.Backup.In(folder));
        if (HasDatabase)
        {
            await using var database = await Open();
            return await Copy(database, to ?? shelf.Place(Now, Copying.KindOf(database)));
        }
        if (!File.Exists(Path.Combine(folder, LiteStore.FileName))) throw new StoreException($"There is no store in {Path.GetFullPath(folder)}. Say where it is with --data.");
        try
        {
            await using var store = await LiteStore.Open(folder);
            return await Copy(store, to ?? shelf.Place(Now, Copying.KindOf(store)));
        }
        catch (StoreInUseException)
        {
            var (path, fault) = await new Wish(folder).Ask(Patience);
            if (path is null) throw new StoreException(fault ?? "There is no backup.");
            if (to is not null) File.Copy(path, to, overwrite: true);
            return to ?? path;
        }
    }

    private static async Task<string> Copy(ILearnerStore store, string target)
    {
        await Copying.Copy(store, target);
        return target;
    }

    private async Task<string?> IntoDatabase(string backup)
    {
        await using var database = await Open();
        await Restoring.Into(backup, database);
        return null;
    }

    private Task<PostgresStore> Open() => PostgresStore.Open(settings.Store.Postgres!, NullLogger.Instance);
}
