using System.Runtime.CompilerServices;
using MashaBot.Delivery;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MashaBot.Store.Postgres;

/// <summary>
/// The outbox of several processes. Whoever finds the oldest message of a chat unheld takes that chat's messages for a quarter of a minute and
/// says so again while sending; what a dead process held is free after that time. Rows that another process is just taking are passed over
/// (<c>for update skip locked</c>), so nobody waits and a chat's messages keep their order.
/// </summary>
internal sealed class SharedOutbox(NpgsqlDataSource source, int room, ILogger logger) : IOutbox
{
    private const int Many = 100;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15), Renewal = TimeSpan.FromSeconds(5), Rest = TimeSpan.FromSeconds(1);

    private readonly Guid me = Guid.NewGuid();
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int unasked;

    public int Senders { get; private set; } = 1;

    public async IAsyncEnumerable<Outgoing> Read([EnumeratorCancellation] CancellationToken cancellation)
    {
        var backOff = new BackOff(Environment.ProcessId);
        var renewed = TimeProvider.System.GetTimestamp() - (long)(Renewal.TotalSeconds * TimeProvider.System.TimestampFrequency);
        while (true)
        {
            var heard = Volatile.Read(ref news).Task;
            List<Outgoing> taken = [];
            var pause = Rest;
            try
            {
                if (TimeProvider.System.GetElapsedTime(renewed) >= Renewal)
                {
                    renewed = TimeProvider.System.GetTimestamp();
                    await Renew(cancellation);
                }
                taken.AddRange(await Take(cancellation));
                backOff.Reset();
            }
            catch (NpgsqlException error)
            {
                pause = backOff.Next();
                logger.DatabaseAway(error.Message, pause);
            }
            foreach (var message in taken)
            {
                if (message.Message.Unasked) Interlocked.Increment(ref unasked);
                yield return message;
            }
            if (taken.Count > 0) continue;
            await Task.WhenAny(heard, Task.Delay(pause, TimeProvider.System, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public void Add(IReadOnlyList<Outgoing> committed)
    {
        if (committed.Count > 0) Look();
    }

    public void Done(Outgoing message)
    {
        if (message.Message.Unasked) Interlocked.Decrement(ref unasked);
        Look();   // what came for this chat meanwhile may be taken now
    }

    public async Task Room(CancellationToken cancellation)
    {
        while (true)
        {
            await using var command = source.CreateCommand("select count(*) from (select from outbox where unasked limit $1) waiting");
            command.Parameters.Add(new() { Value = room });
            if (await command.ExecuteScalarAsync(cancellation) is long waiting && waiting < room) return;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellation);
        }
    }

    public async Task Release()
    {
        try
        {
            await using var batch = source.CreateBatch();
            batch.BatchCommands.Add(new("update outbox set held_until = '-infinity', holder = null where holder = $1") { Parameters = { new() { Value = me } } });
            batch.BatchCommands.Add(new("delete from senders where id = $1") { Parameters = { new() { Value = me } } });
            await batch.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException error)
        {
            logger.DatabaseAway(error.Message, Lease);   // it is free after that time
        }
    }

    private void Look() => Interlocked.Exchange(ref news, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Chats in which somebody waits for an answer first; of what nobody asked for no more than can be sent soon.</summary>
    private async Task<List<Outgoing>> Take(CancellationToken cancellation)
    {
        var taken = await TakeMore(cancellation);
        taken.AddRange(await Take("and exists (select from outbox asked where asked.chat = o.chat and not asked.unasked)", Many, cancellation));
        var left = room / 2 / Senders - Volatile.Read(ref unasked);
        if (left > 0) taken.AddRange(await Take("", Math.Min(left, Many), cancellation));
        return taken;
    }

    /// <summary>What came for chats that this process is sending to: an answer must not wait until all before it has gone in bulk.</summary>
    private async Task<List<Outgoing>> TakeMore(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("""
            with taken as (
                update outbox o set holder = $1, held_until = now() + $2
                where held_until < now() and exists (select from outbox mine where mine.chat = o.chat and mine.id < o.id and mine.holder = $1 and mine.held_until >= now())
                returning o.id, o.learner, o.chat, o.unasked, o.body
            )
            select id, learner, chat, unasked, body from taken order by id
            """);
        command.Parameters.Add(new() { Value = me });
        command.Parameters.Add(new() { Value = Lease });
        return await Taken(command, cancellation);
    }

    private async Task<List<Outgoing>> Take(string which, int limit, CancellationToken cancellation)
    {
#pragma warning disable CA2100   // the two forms above
        await using var command = source.CreateCommand($"""
            with heads as (
                select o.chat from outbox o
                where o.held_until < now() and not exists (select from outbox older where older.chat = o.chat and older.id < o.id) {which}
                order by o.id limit $1 for update of o skip locked
            ), taken as (
                update outbox o set holder = $2, held_until = now() + $3 from heads where o.chat = heads.chat returning o.id, o.learner, o.chat, o.unasked, o.body
            )
            select id, learner, chat, unasked, body from taken order by id
            """);
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = me });
        command.Parameters.Add(new() { Value = Lease });
        return await Taken(command, cancellation);
    }

    private static async Task<List<Outgoing>> Taken(NpgsqlCommand command, CancellationToken cancellation)
    {
        var taken = new List<Outgoing>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            taken.Add(new Kept.OfMessage(row.GetInt64(1), row.GetInt64(2), row.GetBoolean(3), row.GetString(4)).Read(row.GetInt64(0)));
        return taken;
    }

    private async Task Renew(CancellationToken cancellation)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new("update outbox set held_until = now() + $2 where holder = $1") { Parameters = { new() { Value = me }, new() { Value = Lease } } });
        batch.BatchCommands.Add(new("insert into senders values ($1, now()) on conflict (id) do update set seen = now()") { Parameters = { new() { Value = me } } });
        batch.BatchCommands.Add(new("delete from senders where seen < now() - $1") { Parameters = { new() { Value = Lease } } });
        await batch.ExecuteNonQueryAsync(cancellation);
        await using var count = source.CreateCommand("select count(*) from senders");
        if (await count.ExecuteScalarAsync(cancellation) is long senders) Senders = (int)senders;
    }
}
