using MashaBot.Conversation;
using MashaBot.Store;
using MashaBot.Store.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace MashaBot.Tests.Store;

public sealed class PostgresStoreTest : StoreTest, IAsyncLifetime
{
    private Database database = null!, another = null!;

    public async ValueTask InitializeAsync() => (database, another) = (await Database.Create(), await Database.Create());

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await another.DisposeAsync();
    }

    private protected override async Task<ILearnerStore> Open() => await PostgresStore.Open(database.Connection, NullLogger.Instance);

    private protected override async Task<ILearnerStore> OpenAnother() => await PostgresStore.Open(another.Connection, NullLogger.Instance);

    [Fact]
    public async Task Processes_that_change_the_same_learners_wait_for_each_other()
    {
        await using var one = await Open();
        await using var two = await Open();
        await Task.WhenAll(new[] { one, two, one, two }.Select(store => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
                await store.Change([new(6), new(5), new(i + 10)], batch =>
                {
                    batch.Put(batch.Find(new(5)) is { } learner ? learner with { Rounds = learner.Rounds + 1 } : SomeLearner.Of(5) with { Rounds = 1 });
                    batch.Messages.Add((new(5), new(5), SomeLearner.Message($"{batch.Find(new(5))!.Rounds}")));
                });
        })));
        Assert.Equal(100, (await one.Find(new(5)))!.Rounds);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"{i}"), (await Waiting(two)).Select(message => message.Message.Body.ToText()));
    }

    [Fact]
    public async Task Processes_that_change_the_same_note_wait_for_each_other()
    {
        await using var one = await Open();
        await using var two = await Open();
        await one.Change([], batch => batch.Keep(new("count", 1, "0")));
        await Task.WhenAll(new[] { one, two, one, two }.Select(store => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
                await store.Change([], batch => batch.Keep(new("count", 1, $"{int.Parse(batch.Find("count", 1)!.Body, System.Globalization.CultureInfo.InvariantCulture) + 1}")));
        })));
        Assert.Equal("100", Assert.Single(await two.Notes("count")).Body);
    }

    [Fact]
    public async Task Of_those_who_are_due_each_process_is_given_others()
    {
        await using var one = await Open();
        await using var two = await Open();
        await Put(one, [.. Enumerable.Range(1, 100).Select(i => SomeLearner.Of(i, SomeLearner.Morning + Duration.FromSeconds(i)))]);
        var now = SomeLearner.Morning + Duration.FromHours(1);
        var given = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).Due(now, 10))));
        Assert.Equal(100, given.SelectMany(some => some).Distinct().Count());
        Assert.Empty(await one.Due(now, 10));
        Assert.Equal(10, (await one.Due(now + Duration.FromMinutes(2), 10)).Count);   // whoever had them has died
    }

    [Fact]
    public async Task A_chats_messages_are_sent_by_one_process_at_a_time_and_left_to_others_by_one_that_stops()
    {
        await using var one = await Open();
        await using var two = await Open();
        await one.Change([], batch =>
        {
            for (var i = 0; i < 60; i++) batch.Messages.Add((new(i % 6 + 1), new(i % 6 + 1), SomeLearner.Message($"{i}")));
        });
        var (first, second) = (await one.Outbox(100), await two.Outbox(100));
        var taken = await Read(first);
        Assert.Equal(60, taken.Count);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i * 6}"), taken.Where(message => message.Chat == new ChatId(1)).Select(message => message.Message.Body.ToText()));
        await two.Change([], batch => batch.Messages.Add((new(1), new(1), SomeLearner.Message("later"))));
        Assert.Empty(await Read(second));
        await first.Release();
        Assert.Equal(61, (await Read(second)).Count);
    }

    [Fact]
    public async Task Tables_of_a_later_version_are_refused()
    {
        await using (await Open()) { }
        await database.Execute("update meta set schema = schema + 1");
        Assert.Contains("later version", (await Assert.ThrowsAsync<StoreException>(Open)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_made_anew()
    {
        await using var store = await Open();
        await Put(store, SomeLearner.Of(5));
        await database.Execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        await Put(store, SomeLearner.Of(6));
        Assert.NotNull(await store.Find(new(5)));
        Assert.NotNull(await store.Find(new(6)));
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_told_of_without_its_password()
    {
        var error = await Assert.ThrowsAsync<StoreException>(() => PostgresStore.Open("Host=127.0.0.1;Port=1;Username=masha;Password=sesame;Database=x", NullLogger.Instance));
        Assert.Contains("Store:Postgres", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<List<Outgoing>> Read(IOutbox outbox)
    {
        var taken = new List<Outgoing>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(700), TimeProvider.System);
        try
        {
            await foreach (var message in outbox.Read(patience.Token)) taken.Add(message);
        }
        catch (OperationCanceledException) { }
        return taken;
    }
}
