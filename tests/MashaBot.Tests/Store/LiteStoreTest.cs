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

    [Theory, InlineData("magic"), InlineData("no head"), InlineData("middle"), InlineData("another store's"), InlineData("of another time"), InlineData("file page")]
    public async Task A_damaged_journal_stops_the_start_and_nothing_is_touched(string damage)
    {
        var (file, journal) = await Killed();
        switch (damage)
        {
            case "magic": journal[3] ^= 1; break;
            case "no head": journal.AsSpan(0, 32).Clear(); break;
            case "middle": journal[journal.Length / 2] ^= 1; break;
            case "another store's": journal = (await Killed(another)).Journal; break;
            case "of another time": file = await Grown(file, journal); break;
            case "file page": Array.Fill<byte>(file, 0xAB, 3 * 8192, 8192); break;      // not in the journal
        }
        await Assert.ThrowsAsync<StoreException>(() => Opened(file, journal));
        var (exit, _, errors) = await MashaProgram.Run(["chat", "--data", folder.Path]);
        Assert.Equal(1, exit);
        Assert.Contains("is damaged", errors, StringComparison.Ordinal);
        Assert.Contains("restore latest", errors, StringComparison.Ordinal);
        Assert.Equal(file, await File.ReadAllBytesAsync(folder["masha.db"]));
        Assert.Equal(journal, await File.ReadAllBytesAsync(folder["masha.journal"]));
    }

    [Theory, InlineData(1), InlineData(31), InlineData(5_000), InlineData(8_000)]
    public async Task A_journal_that_ends_in_a_torn_group_is_what_a_power_cut_leaves_and_all_before_it_is_there(int bytes)
    {
        var (file, journal) = await Killed();
        Assert.Equal(Commits - 1, await Opened(file, journal[..^bytes]));
        journal[^bytes] ^= 1;
        Assert.Equal(Commits - 1, await Opened(file, journal));
    }

    [Fact]
    public async Task A_backup_in_the_place_of_the_file_does_not_take_the_journal_of_a_later_time()
    {
        await Using(store => Put(store, SomeLearner.Of(5)));
        var backup = await File.ReadAllBytesAsync(folder["masha.db"]);
        await Using(store => Put(store, SomeLearner.Of(6)));
        var (_, journal) = await Killed();
        await Assert.ThrowsAsync<StoreException>(() => Opened(backup, journal));
        Assert.Equal(0, await Opened(backup, []));      // alone it is as it was
        Assert.Equal(1, await Opened(await File.ReadAllBytesAsync(folder["masha.db"]), await File.ReadAllBytesAsync(folder["masha.journal"]), writes: true));
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

    private const int Commits = 12;

    /// <summary>The files of a store whose process was killed: the last commits stand in the journal alone.</summary>
    private async Task<(byte[] File, byte[] Journal)> Killed(TempFolder? elsewhere = null)
    {
        var place = elsewhere ?? folder;
        await using var store = await LiteStore.Open(place.Path);
        for (var round = 1; round <= Commits; round++) await Put(store, SomeLearner.Of(7) with { Rounds = round });
        return (await Read("masha.db"), await Read("masha.journal"));

        async Task<byte[]> Read(string name)
        {
            await using var file = File.Open(place[name], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes);
            return bytes;
        }
    }

    /// <summary>What stands in the file when the journal has been moved into it twice.</summary>
    private async Task<byte[]> Grown(byte[] file, byte[] journal)
    {
        await Opened(file, journal, writes: true);
        await Using(store => Put(store, SomeLearner.Of(8)));
        return await File.ReadAllBytesAsync(folder["masha.db"]);
    }

    /// <returns>How far the learner has got.</returns>
    private async Task<int> Opened(byte[] file, byte[] journal, bool writes = false)
    {
        await File.WriteAllBytesAsync(folder["masha.db"], file);
        await File.WriteAllBytesAsync(folder["masha.journal"], journal);
        await using var store = await LiteStore.Open(folder.Path);
        if (writes) await Put(store, SomeLearner.Of(7) with { Rounds = 1 });
        return (await store.Find(new(7)))?.Rounds ?? 0;
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
