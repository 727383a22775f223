using MashaBot.Conversation;
using MashaBot.Store;
using MashaBot.Store.Lite;

namespace MashaBot.Tests.Store;

public sealed class LiteStoreTest : StoreTest, IDisposable
{
    private readonly TempFolder folder = new(), another = new();

    public void Dispose()
    {
        folder.Dispose();
        another.Dispose();
    }

    private protected override async Task<ILearnerStore> Open() => await LiteStore.Open(folder.Path);

    private protected override async Task<ILearnerStore> OpenAnother() => await LiteStore.Open(another.Path);

    [Fact]
    public void A_document_of_an_earlier_version_keeps_the_initial_values_of_what_it_lacks()
    {
        var learner = StoreJson.Read<Learner>("""{"Id":5,"Chat":5,"Daily":{"Time":"09:00:00","Zone":"UTC"},"Gone":1}""");
        Assert.Equal((true, 0, Streak.None, true), (learner.Reachable, learner.RecentUpdates.Length, learner.Streak, learner.Parts.IsEmpty));
    }

    [Fact]
    public async Task A_batch_that_fails_leaves_nothing_and_the_store_takes_nothing_more()
    {
        var good = SomeLearner.Of(5);
        await Using(async store =>
        {
            await Put(store, good);
            await Assert.ThrowsAsync<StoreException>(() => Put(store, good with { Rounds = 1 }, SomeLearner.Of(0)));
            await Assert.ThrowsAsync<StoreException>(() => Put(store, good));
        });
        await Using(async store => Assert.Equal(0, (await store.Find(new(5)))!.Rounds));
    }

    [Fact]
    public Task A_second_process_is_kept_out_and_told_why() => Using(async store =>
    {
        var error = await Assert.ThrowsAsync<StoreInUseException>(() => LiteStore.Open(folder.Path));
        Assert.Contains("in use by another MashaBot", error.Message, StringComparison.Ordinal);
    });

    public static TheoryData<string> Damages => ["empty", "short", "odd", "text", "cut", "no header", "no collection", "noise"];

    [Theory, MemberData(nameof(Damages))]
    public async Task A_damaged_file_stops_the_start_and_is_not_touched(string damage)
    {
        await Using(store => Put(store, [.. Enumerable.Range(1, 300).Select(i => SomeLearner.Full(i))]));
        var path = folder["masha.db"];
        var bytes = await File.ReadAllBytesAsync(path);
        Damage(damage, ref bytes);
        await File.WriteAllBytesAsync(path, bytes);

        // In a process of its own: after some damages LiteDB's finalizer throws, which would end the tests.
        var (exit, _, errors) = await MashaProgram.Run(["chat", "--data", folder.Path]);

        Assert.Equal(1, exit);
        Assert.Contains("is damaged", errors, StringComparison.Ordinal);
        Assert.Contains("restore latest", errors, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task A_file_of_a_later_version_is_refused()
    {
        await using (await LiteStore.Open(folder.Path, Longer(_ => { }))) { }
        var error = await Assert.ThrowsAsync<StoreException>(Open);
        Assert.Contains("later version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_an_earlier_version_is_brought_up_once_and_kept_as_it_was_beside()
    {
        await Using(store => Put(store, SomeLearner.Of(5)));
        var steps = 0;
        var schema = Longer(file =>
        {
            steps++;
            file.GetCollection("learners").UpdateMany("{ v: 7 }", "_id = 5");
        });
        for (var i = 0; i < 2; i++)
        {
            await using var store = await LiteStore.Open(folder.Path, schema);
            await Assert.ThrowsAsync<InvalidDataException>(() => store.Find(new(5)));
        }
        Assert.Equal(1, steps);
        File.Move(folder[$"masha-before-schema-{schema.Version}.db"], folder["masha.db"], overwrite: true);
        await Using(async store => Assert.NotNull(await store.Find(new(5))));
    }

    [Fact]
    public async Task A_step_that_was_broken_off_is_done_again()
    {
        await Using(store => Put(store, SomeLearner.Of(5)));
        var fails = true;
        var schema = Longer(_ =>
        {
            if (fails) throw new IOException("no space left");
        });
        Assert.Contains("no space left", (await Assert.ThrowsAsync<StoreException>(() => LiteStore.Open(folder.Path, schema))).Message, StringComparison.Ordinal);
        fails = false;
        await using var store = await LiteStore.Open(folder.Path, schema);
        Assert.NotNull(await store.Find(new(5)));
    }

    private static Schema Longer(Action<LiteDB.LiteDatabase> step) => new([.. Schema.Current.Steps, step]);

    private static void Damage(string damage, ref byte[] bytes)
    {
        const int page = 8192;
        switch (damage)
        {
            case "empty": bytes = []; break;
            case "short": bytes = bytes[..3000]; break;
            case "odd": bytes = bytes[..^3000]; break;
            case "text": Array.Fill(bytes, (byte)'x'); break;
            case "cut": bytes = bytes[..(bytes.Length / page / 2 * page)]; break;
            case "no header": Array.Fill<byte>(bytes, 0, 0, page); break;
            case "no collection": Array.Fill<byte>(bytes, 0, page, page); break;
            case "noise": new Random(1).NextBytes(bytes.AsSpan(5 * page)); break;
        }
    }
}
