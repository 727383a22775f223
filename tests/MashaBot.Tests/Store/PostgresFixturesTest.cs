using MashaBot.Store;
using MashaBot.Store.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MashaBot.Tests.Store;

/// <summary>Databases as earlier versions have left them: the present one brings them up and finds everything.</summary>
public sealed class PostgresFixturesTest
{
    [Fact]
    public async Task Of_version_1()
    {
        // `pg_dump --inserts --no-owner --no-privileges` at commit 7bf7150: the fixture store-v2, restored into PostgreSQL 15.
        await using var database = await Database.Create();
        await database.Execute(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "postgres-v1", "masha.sql")));
        await using var store = await PostgresStore.Open(database.Connection, NullLogger.Instance);

        var kept = await store.Everything().ToListAsync();
        Assert.Equal((61, 97, 10), (kept.OfType<Kept.OfLearner>().Count(), kept.OfType<Kept.OfAttempt>().Count(), kept.OfType<Kept.OfMessage>().Count()));
        foreach (var learner in kept.OfType<Kept.OfLearner>()) Assert.Equal(learner.Id, (await store.Find(new(learner.Id)))!.Id.Value);
        Assert.Equal(["7", "100"], (await store.Attempts(new(1))).TakeLast(2).Select(attempt => attempt.Reply));
        Assert.Single(await store.Notes("reload"));
        Assert.Equal(20, (await store.Due(SomeLearner.Morning, 100)).Count);

        await store.Change([new(101)], batch =>
        {
            batch.Put(batch.Find(new(101))! with { Rounds = 9 });
            batch.Messages.Add((new(101), new(101), SomeLearner.Message("new")));
        });
        Assert.Equal(9, (await store.Find(new(101)))!.Rounds);
        Assert.Equal(11, await store.Everything().OfType<Kept.OfMessage>().CountAsync());
    }

    [Fact]
    public async Task What_was_brought_up_has_the_tables_of_what_is_made_anew()
    {
        await using var old = await Database.Create();
        await using var fresh = await Database.Create();
        await old.Execute(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "postgres-v1", "masha.sql")));
        foreach (var database in new[] { old, fresh }) await (await PostgresStore.Open(database.Connection, NullLogger.Instance)).DisposeAsync();
        Assert.Equal(await Tables(fresh), await Tables(old));
    }

    private static async Task<IReadOnlyList<string>> Tables(Database database)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Connection) { Pooling = false });
        await using var command = source.CreateCommand("""
            select format('%s.%s %s %s %s %s', table_name, column_name, data_type, is_nullable, column_default, is_identity) from information_schema.columns where table_schema = 'public'
            union all select indexdef from pg_indexes where schemaname = 'public'
            union all select format('schema %s', schema) from meta
            order by 1
            """);
        await using var rows = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await rows.ReadAsync()) tables.Add(rows.GetString(0));
        return tables;
    }
}
