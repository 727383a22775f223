using Npgsql;

namespace MashaBot.Store.Postgres;

/// <summary>The tables, and the steps that lead to them from earlier ones. Each step is one transaction, done by whoever comes first.</summary>
internal static class PostgresSchema
{
    private const long Lock = -1;   // learners' locks are positive, groups' far below

    private static readonly string[] steps =
    [
        """
        create table learners (
            id bigint primary key,
            due bigint,                           -- Unix milliseconds
            claimed bigint not null default 0,    -- until then another process sees to it that their day comes
            form int not null,
            body text not null
        ) with (fillfactor = 70);
        create index learners_due on learners (due) where due is not null;
        create table attempts (
            id bigint generated always as identity primary key,
            learner bigint not null,
            part text not null, variant text not null, reply text not null, verdict text not null, mistake text,
            at bigint not null
        );
        create index attempts_learner on attempts (learner, id);
        create table outbox (
            id bigint generated always as identity primary key,
            learner bigint not null,
            chat bigint not null,
            unasked boolean not null,
            body text not null,
            holder uuid,                          -- who sends it, until then
            held_until timestamptz not null default '-infinity'
        ) with (fillfactor = 70);
        create index outbox_chat on outbox (chat, id);
        create table notes (kind text not null, id bigint not null, body text not null, primary key (kind, id));
        create table senders (id uuid primary key, seen timestamptz not null);
        """,
    ];

    /// <exception cref="StoreException">The tables are of a later version.</exception>
    public static async Task Prepare(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Execute($"select pg_advisory_xact_lock({Lock})");
        await Execute("create table if not exists meta (schema int not null)");
        await using var ask = new NpgsqlCommand("select schema from meta", connection);
        var version = await ask.ExecuteScalarAsync() as int? ?? 0;
        if (version > steps.Length) throw new StoreException($"The database was written by a later version of MashaBot (its schema is {version}, this program knows {steps.Length}). Use that version again.");
        for (; version < steps.Length; version++)
        {
            await Execute(steps[version]);
            await Execute("delete from meta");
            await Execute($"insert into meta values ({version + 1})");
        }
        await transaction.CommitAsync();

        async Task Execute(string sql)
        {
#pragma warning disable CA2100   // the program's own words
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }
}
