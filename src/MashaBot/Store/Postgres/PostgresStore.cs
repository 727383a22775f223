using System.Runtime.CompilerServices;
using MashaBot.Conversation;
using MashaBot.Delivery;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace MashaBot.Store.Postgres;

/// <summary>Everything in a PostgreSQL database, for several processes that serve one bot together.</summary>
/// <remarks>
/// A learner's turns are one after another by an advisory lock on their id, which also holds for one who is not kept yet. Locks are taken
/// in the order of ids, so that no two processes wait for each other.
/// </remarks>
internal sealed class PostgresStore : ILearnerStore
{
    private const int Tries = 6;
    private static readonly Duration Claim = Duration.FromMinutes(1);

    private readonly NpgsqlDataSource source;
    private readonly ILogger logger;

    private PostgresStore(NpgsqlDataSource source, ILogger logger) => (this.source, this.logger) = (source, logger);

    /// <param name="connection">As Npgsql takes it: <c>Host=…;Username=…;Password=…;Database=…</c>.</param>
    /// <exception cref="StoreException">The database cannot be reached, or is of a later version.</exception>
    public static async Task<PostgresStore> Open(string connection, ILogger logger)
    {
        NpgsqlDataSource? source = null;
        try
        {
            // Texts of people are never in an error's details, and so not in a log.
            source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { IncludeErrorDetail = false, ApplicationName = "MashaBot" });
            await PostgresSchema.Prepare(source);
            return new(source, logger);
        }
        catch (Exception error) when (error is NpgsqlException or ArgumentException or TimeoutException)
        {
            if (source is not null) await source.DisposeAsync();
            throw new StoreException($"The database of Store:Postgres cannot be used: {error.Message}", error);
        }
    }

    /// <summary>What must be in no log.</summary>
    public static string? Password(string connection)
    {
        try { return new NpgsqlConnectionStringBuilder(connection).Password; }
        catch (ArgumentException) { return null; }
    }

    public Task<IReadOnlyList<Outgoing>> Change(IReadOnlyCollection<LearnerId> learners, Action<Batch> work) => Persist(async () =>
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var found = await Lock(connection, [.. learners.Select(id => id.Value).Distinct().Order()]);
        var batch = new Batch(new Standing(connection, found));
        work(batch);
        var sent = batch.Size == 0 ? [] : await Write(connection, batch);
        await transaction.CommitAsync();
        return sent;
    });

    public Task<Learner?> Find(LearnerId id) => Persist(async () =>
    {
        await using var command = source.CreateCommand("select form, body from learners where id = $1");
        command.Parameters.Add(new() { Value = id.Value });
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? LearnerForm.Read(id.Value, row.GetInt32(0), row.GetString(1)) : null;
    });

    public Task<IReadOnlyList<Attempt>> Attempts(LearnerId learner) => Persist<IReadOnlyList<Attempt>>(async () =>
    {
        await using var command = source.CreateCommand("select learner, part, variant, reply, verdict, mistake, at from attempts where learner = $1 order by id");
        command.Parameters.Add(new() { Value = learner.Value });
        return await List(command, row => ReadAttempt(row).Read());
    });

    public Task<IReadOnlyList<Note>> Notes(string kind) => Persist<IReadOnlyList<Note>>(async () =>
    {
        await using var command = source.CreateCommand("select kind, id, body from notes where kind = $1 order by id");
        command.Parameters.Add(new() { Value = kind });
        return await List(command, row => new Note(row.GetString(0), row.GetInt64(1), row.GetString(2)));
    });

    public Task<IReadOnlyList<LearnerId>> After(LearnerId last, int limit) => Persist<IReadOnlyList<LearnerId>>(async () =>
    {
        await using var command = source.CreateCommand("select id from learners where id > $1 order by id limit $2");
        command.Parameters.Add(new() { Value = last.Value });
        command.Parameters.Add(new() { Value = limit });
        return await List(command, row => new LearnerId(row.GetInt64(0)));
    });

    /// <remarks>Whoever is given a learner has a minute for their turn; whoever comes meanwhile is given others.</remarks>
    public Task<IReadOnlyList<LearnerId>> Due(Instant now, int limit) => Persist<IReadOnlyList<LearnerId>>(async () =>
    {
        await using var command = source.CreateCommand("""
            with due as (
                select id, due from learners where due <= $1 and claimed <= $1 order by due limit $2 for update skip locked
            ), claimed as (
                update learners l set claimed = $3 from due where l.id = due.id returning l.id, due.due
            )
            select id from claimed order by due
            """);
        command.Parameters.Add(new() { Value = now.ToUnixTimeMilliseconds() });
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = (now + Claim).ToUnixTimeMilliseconds() });
        return await List(command, row => new LearnerId(row.GetInt64(0)));
    });

    public Task<IOutbox> Outbox(int room) => Task.FromResult<IOutbox>(new SharedOutbox(source, room, logger));

    public async IAsyncEnumerable<Kept> Everything([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);   // one moment's state
        await foreach (var learner in Rows("select id, due, form, body from learners order by id", row => new Kept.OfLearner(row.GetInt64(0), row.GetInt32(2), row.GetString(3), row.IsDBNull(1) ? null : row.GetInt64(1)))) yield return learner;
        await foreach (var attempt in Rows("select learner, part, variant, reply, verdict, mistake, at from attempts order by id", ReadAttempt)) yield return attempt;
        await foreach (var message in Rows("select learner, chat, unasked, body from outbox order by id", row => new Kept.OfMessage(row.GetInt64(0), row.GetInt64(1), row.GetBoolean(2), row.GetString(3)))) yield return message;
        await foreach (var note in Rows("select kind, id, body from notes order by kind, id", row => new Kept.OfNote(row.GetString(0), row.GetInt64(1), row.GetString(2)))) yield return note;

        async IAsyncEnumerable<T> Rows<T>(string sql, Func<NpgsqlDataReader, T> read)
        {
#pragma warning disable CA2100   // the words above
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken)) yield return read(row);
        }
    }

    public async Task Fill(IAsyncEnumerable<Kept> everything)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var ask = new NpgsqlCommand("select exists (select from learners) or exists (select from attempts) or exists (select from notes)", connection))
            if (await ask.ExecuteScalarAsync() is true) throw new StoreException("The database of Store:Postgres is not empty.");
        await foreach (var some in everything.Chunk(1_000))
        {
            await using var rows = new NpgsqlBatch(connection);
            Learners(rows, [.. some.OfType<Kept.OfLearner>()]);
            Attempts(rows, [.. some.OfType<Kept.OfAttempt>()]);
            Messages(rows, [.. some.OfType<Kept.OfMessage>()]);
            Notes(rows, [.. some.OfType<Kept.OfNote>()]);
            await rows.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static async Task<Dictionary<long, (int Form, string Body)>> Lock(NpgsqlConnection connection, long[] ids)
    {
        Dictionary<long, (int, string)> found = [];
        if (ids.Length == 0) return found;
        // Two statements: what the second reads was committed before the locks were had.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select pg_advisory_xact_lock(id) from (select unnest($1) as id order by 1) ids") { Parameters = { new() { Value = ids } } },
                new("select id, form, body from learners where id = any($1)") { Parameters = { new() { Value = ids } } },
            },
        };
        await using var row = await batch.ExecuteReaderAsync();
        await row.NextResultAsync();
        while (await row.ReadAsync()) found[row.GetInt64(0)] = (row.GetInt32(1), row.GetString(2));
        return found;
    }

    private static async Task<IReadOnlyList<Outgoing>> Write(NpgsqlConnection connection, Batch batch)
    {
        await using var rows = new NpgsqlBatch(connection);
        if (batch.Forgotten.Count > 0)
        {
            var ids = batch.Forgotten.Select(id => id.Value).ToArray();
            rows.BatchCommands.Add(new("delete from attempts where learner = any($1)") { Parameters = { new() { Value = ids } } });
            rows.BatchCommands.Add(new("delete from learners where id = any($1)") { Parameters = { new() { Value = ids } } });
        }
        Learners(rows, [.. batch.Learners.Select(learner => new Kept.OfLearner(learner.Id.Value, LearnerForm.Current, StoreJson.Write(learner), learner.Tick?.ToUnixTimeMilliseconds()))]);
        Attempts(rows, [.. batch.Attempts.Select(attempt => attempt.Keep())]);
        foreach (var (id, until) in batch.Postponed)
            rows.BatchCommands.Add(new("update learners set claimed = $2 where id = $1") { Parameters = { new() { Value = id.Value }, new() { Value = until.ToUnixTimeMilliseconds() } } });
        if (batch.Sent.Count > 0) rows.BatchCommands.Add(new("delete from outbox where id = any($1)") { Parameters = { new() { Value = batch.Sent.ToArray() } } });
        Notes(rows, [.. batch.Notes.Values.OfType<Note>().Select(note => new Kept.OfNote(note.Kind, note.Id, note.Body))]);
        foreach (var (kind, id) in batch.Notes.Where(note => note.Value is null).Select(note => note.Key))
            rows.BatchCommands.Add(new("delete from notes where kind = $1 and id = $2") { Parameters = { new() { Value = kind }, new() { Value = id } } });
        Messages(rows, [.. batch.Messages.Select(message => new Outgoing(0, message.Learner, message.Chat, message.Message).Keep())]);
        await using var row = await rows.ExecuteReaderAsync();
        var numbers = new List<long>();
        do
            while (await row.ReadAsync()) numbers.Add(row.GetInt64(0));   // only new messages give rows
        while (await row.NextResultAsync());
        return [.. batch.Messages.Zip(numbers, (message, id) => new Outgoing(id, message.Learner, message.Chat, message.Message))];
    }

    private static void Learners(NpgsqlBatch rows, Kept.OfLearner[] learners)
    {
        if (learners.Length == 0) return;
        rows.BatchCommands.Add(new("""
            insert into learners (id, due, form, body) select * from unnest($1, $2, $3, $4)
            on conflict (id) do update set due = excluded.due, claimed = 0, form = excluded.form, body = excluded.body
            """)
        {
            Parameters =
            {
                new() { Value = learners.Select(learner => learner.Id).ToArray() },
                new() { Value = learners.Select(learner => learner.Due).ToArray() },
                new() { Value = learners.Select(learner => learner.Form).ToArray() },
                new() { Value = learners.Select(learner => Text(learner.Body)).ToArray() },
            },
        });
    }

    private static void Attempts(NpgsqlBatch rows, Kept.OfAttempt[] attempts)
    {
        if (attempts.Length == 0) return;
        rows.BatchCommands.Add(new("""
            insert into attempts (learner, part, variant, reply, verdict, mistake, at)
            select l, p, v, r, c, m, a from unnest($1, $2, $3, $4, $5, $6, $7) with ordinality as u (l, p, v, r, c, m, a, n) order by n
            """)
        {
            Parameters =
            {
                new() { Value = attempts.Select(attempt => attempt.Learner).ToArray() },
                new() { Value = attempts.Select(attempt => attempt.Part).ToArray() },
                new() { Value = attempts.Select(attempt => attempt.Variant).ToArray() },
                new() { Value = attempts.Select(attempt => Text(attempt.Reply)).ToArray() },
                new() { Value = attempts.Select(attempt => attempt.Verdict).ToArray() },
                new() { Value = attempts.Select(attempt => attempt.Mistake).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = attempts.Select(attempt => attempt.At).ToArray() },
            },
        });
    }

    private static void Messages(NpgsqlBatch rows, Kept.OfMessage[] messages)
    {
        if (messages.Length == 0) return;
        rows.BatchCommands.Add(new("""
            insert into outbox (learner, chat, unasked, body)
            select l, c, u, b from unnest($1, $2, $3, $4) with ordinality as m (l, c, u, b, n) order by n returning id
            """)
        {
            Parameters =
            {
                new() { Value = messages.Select(message => message.Learner).ToArray() },
                new() { Value = messages.Select(message => message.Chat).ToArray() },
                new() { Value = messages.Select(message => message.Unasked).ToArray() },
                new() { Value = messages.Select(message => Text(message.Body)).ToArray() },
            },
        });
    }

    private static void Notes(NpgsqlBatch rows, Kept.OfNote[] notes)
    {
        foreach (var note in notes)
            rows.BatchCommands.Add(new("insert into notes (kind, id, body) values ($1, $2, $3) on conflict (kind, id) do update set body = excluded.body")
            {
                Parameters = { new() { Value = note.Kind }, new() { Value = note.Id }, new() { Value = Text(note.Body) } },
            });
    }

    private static Kept.OfAttempt ReadAttempt(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt64(6), row.IsDBNull(5) ? null : row.GetString(5));

    /// <summary>What a transaction sees; notes that were looked at are locked.</summary>
    private sealed class Standing(NpgsqlConnection connection, IReadOnlyDictionary<long, (int Form, string Body)> learners) : IStanding
    {
        public Learner? Find(LearnerId id) => learners.TryGetValue(id.Value, out var row) ? LearnerForm.Read(id.Value, row.Form, row.Body) : null;

        public Note? Find(string kind, long id)
        {
            using var command = new NpgsqlCommand("select body from notes where kind = $1 and id = $2 for update", connection) { Parameters = { new() { Value = kind }, new() { Value = id } } };
            return command.ExecuteScalar() is string body ? new(kind, id, body) : null;
        }

        public IReadOnlyList<Note> Notes(string kind)
        {
            using var command = new NpgsqlCommand("select id, body from notes where kind = $1 order by id for update", connection) { Parameters = { new() { Value = kind } } };
            return List(command, row => new Note(kind, row.GetInt64(0), row.GetString(1)));
        }

        public IReadOnlyList<Attempt> Attempts(LearnerId learner)
        {
            using var command = new NpgsqlCommand("select learner, part, variant, reply, verdict, mistake, at from attempts where learner = $1 order by id", connection) { Parameters = { new() { Value = learner.Value } } };
            return List(command, row => ReadAttempt(row).Read());
        }

        private static List<T> List<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read)
        {
            var list = new List<T>();
            using var row = command.ExecuteReader();
            while (row.Read()) list.Add(read(row));
            return list;
        }
    }

    private static async Task<List<T>> List<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read)
    {
        var list = new List<T>();
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync()) list.Add(read(row));
        return list;
    }

    /// <summary>PostgreSQL's texts hold no U+0000 and no half of a surrogate pair; what people send may.</summary>
    private static string Text(string text)
    {
        var clean = text.Replace('\0', '\uFFFD');
        for (var i = 0; i < clean.Length; i++)
        {
            if (!char.IsSurrogate(clean[i])) continue;
            if (i + 1 < clean.Length && char.IsSurrogatePair(clean[i], clean[i + 1])) i++;
            else clean = string.Concat(clean.AsSpan(0, i), "\uFFFD", clean.AsSpan(i + 1));
        }
        return clean;
    }

    /// <summary>
    /// Tries again what the network or a database that starts anew has broken. Whether the last commit came through is then unknown, and need not
    /// be known: an update that was carried out is recognised, crossing out twice is crossing out.
    /// </summary>
    private async Task<T> Persist<T>(Func<Task<T>> work)
    {
        var backOff = new BackOff(Environment.ProcessId);
        for (var left = Tries; ; left--)
            try
            {
                return await work();
            }
            catch (NpgsqlException error) when (error.IsTransient && left > 1)
            {
                var wait = backOff.Next();
                logger.DatabaseAway(error.Message, wait);
                await Task.Delay(wait, TimeProvider.System);
            }
            catch (NpgsqlException error)
            {
                throw new StoreException($"The database failed: {error.Message}", error);
            }
    }
}

internal static partial class PostgresLog
{
    [LoggerMessage(LogLevel.Warning, "The database did not answer ({Why}); again in {Wait}")]
    public static partial void DatabaseAway(this ILogger logger, string why, TimeSpan wait);
}
