using System.Globalization;
using MashaBot.Store.Lite;

namespace MashaBot.Tests.Store;

/// <summary>
/// The power fails at any moment, again and again. Of what was written to a file after its last flush any 512 bytes may be there or not. Whatever is, the
/// store opens and holds every acknowledged commit, and of the one under way all or nothing. <c>MASHA_POWER_CUTS=20000</c> makes it thorough.
/// </summary>
/// <remarks>
/// It has been tried whether it notices: each flush was taken out by hand, that of <c>Journal.Append</c>, of <c>Journal.Clear</c> and of <c>JournaledFile.Begin</c>
/// (behind the pages of a move), one at a time, seeds 1 to 3; the test failed each time within its hundred cuts.
/// </remarks>
public sealed class PowerCutTest(ITestOutputHelper output)
{
    private const int CutsInALife = 5, CommitsInALife = 12;

    [Fact]
    public async Task No_acknowledged_commit_is_lost_or_torn()
    {
        var cuts = int.Parse(Environment.GetEnvironmentVariable("MASHA_POWER_CUTS") ?? "100", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("MASHA_SEED") ?? "1", CultureInfo.InvariantCulture);
        var chance = new Random(seed);
        using var folder = new TempFolder();
        await using (await LiteStore.Open(folder.Path)) { }
        var (file, journal) = (await File.ReadAllBytesAsync(folder["masha.db"]), Array.Empty<byte>());
        var (commits, lives, moves, halves, unflushed) = (0, 0, 0, 0, 0);
        for (var tried = 0; tried < cuts; lives++)
        {
            if (lives % 20 == 19)      // else the file would grow for ever
            {
                using var fresh = new TempFolder();
                await using (await LiteStore.Open(fresh.Path)) { }
                (file, journal, commits) = (await File.ReadAllBytesAsync(fresh["masha.db"]), [], 0);
            }
            var life = Live(file, journal, commits, chance);
            moves += life.Tape.Count(entry => entry is { File: "file", Bytes: null });
            for (var cut = 0; cut < CutsInALife; cut++, tried++)
            {
                var at = life.Moment(chance);
                unflushed += life.Tape.Take(at).Reverse().TakeWhile(entry => entry.Bytes is not null).Count();
                (file, journal) = (life.Left("file", at, chance), life.Left("journal", at, chance));
                var sure = commits + life.Acknowledged.Count(end => end <= at);
                var kept = await Look(folder, file, journal);
                Assert.True(kept == sure || kept == sure + 1, $"seed {seed}, cut {tried}: {sure} acknowledged, {kept} kept");
                if (kept > sure) halves++;
                if (cut < CutsInALife - 1) (file, journal) = (life.File, life.Journal);
                else commits = kept;      // the next life goes on from here
            }
        }
        output.WriteLine($"{cuts} power cuts in {lives} lives, seed {seed}: {moves} moves into the file, {unflushed} writes not flushed yet, {halves} times the commit under way was kept");
    }

    private static Life Live(byte[] file, byte[] journal, int commits, Random chance)
    {
        var life = new Life(file, journal);
        // So short a journal is moved into the file every few commits.
        using var pages = new JournaledFile(new Recorded(life, "file", file), new Recorded(life, "journal", journal), stream => ((Recorded)stream).Sync(), longEnough: 300_000);
        using var database = LiteFile.Connect(pages, readOnly: false);
        for (var commit = commits + 1; commit <= commits + CommitsInALife; commit++)
        {
            LiteFile.Transaction(database, () =>
            {
                // All at once say which commit it is; learners grow and shrink, and often there are so many that the group is longer than several small ones of before.
                for (var id = 1; id <= (chance.Next(3) == 0 ? 80 : 3); id++)
                    database.GetCollection(LiteFile.Learners).Upsert(LearnerDocument.Write(Told(id, commit, chance)));
                database.GetCollection(LiteFile.Attempts).Insert(AttemptDocument.Write(commit, MashaBot.Store.Keeping.Keep(SomeLearner.Attempt(commit % 7 + 1, $"{commit}"))));
            });
            life.Acknowledged.Add(life.Tape.Count);
        }
        return life;
    }

    private static MashaBot.Conversation.Learner Told(int id, int commit, Random chance) => SomeLearner.Of(id) with
    {
        Rounds = commit,
        RecentUpdates = [.. Enumerable.Range(0, chance.Next(500)).Select(_ => chance.NextInt64())],
    };

    /// <returns>The number of the last commit, all of which is there.</returns>
    private static async Task<int> Look(TempFolder folder, byte[] file, byte[] journal)
    {
        await File.WriteAllBytesAsync(folder["masha.db"], file);
        await File.WriteAllBytesAsync(folder["masha.journal"], journal);
        await using var store = await LiteStore.Open(folder.Path);
        var kept = await store.Everything().ToListAsync();
        var attempts = kept.OfType<MashaBot.Store.Kept.OfAttempt>().Select(attempt => int.Parse(attempt.Reply, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(1, attempts.Count), attempts);
        for (var id = 1; id <= 7; id++) Assert.Equal(attempts.Count(commit => commit % 7 + 1 == id), (await store.Attempts(new(id))).Count);      // by the index
        foreach (var learner in kept.OfType<MashaBot.Store.Kept.OfLearner>())
        {
            var rounds = (await store.Find(new(learner.Id)))!.Rounds;
            Assert.InRange(rounds, learner.Id <= 3 ? attempts.Count : 1, attempts.Count);
        }
        return attempts.Count;
    }

    /// <summary>What is done to the two files from one start to the end: a write, or (without bytes) a flush.</summary>
    private sealed record Life(byte[] File, byte[] Journal)
    {
        private const int Sector = 512;

        public List<(string File, long At, byte[]? Bytes)> Tape { get; } = [];

        /// <summary>How long the tape was when each commit came back.</summary>
        public List<int> Acknowledged { get; } = [];

        /// <summary>Any moment, and often one at which most is not flushed yet: just before that is done.</summary>
        public int Moment(Random chance)
        {
            var flushes = Tape.Index().Where(entry => entry.Item.Bytes is null).Select(entry => entry.Index).ToList();
            return flushes.Count > 0 && chance.Next(2) == 0 ? flushes[chance.Next(flushes.Count)] : chance.Next(Tape.Count + 1);
        }

        /// <summary>A file when the power has failed after so much of the tape: all up to its last flush, and of the rest what chance has let through.</summary>
        public byte[] Left(string name, int end, Random chance)
        {
            var mine = Tape.Take(end).Where(entry => entry.File == name).ToList();
            var sure = mine.FindLastIndex(entry => entry.Bytes is null) + 1;
            var left = mine.Skip(sure).Sum(entry => (entry.Bytes!.Length + Sector - 1) / Sector);      // sectors that may be there or not
            var (mood, border) = (chance.Next(5), chance.Next(left + 1));
            var file = new MemoryStream();
            file.Write(name == "file" ? File : Journal);
            var unsure = 0;
            foreach (var (number, (_, at, bytes)) in mine.Index())
                for (var sector = 0; sector < bytes?.Length; sector += Sector)
                {
                    if (number >= sure && !Arrived(mood, unsure++)) continue;
                    file.Position = at + sector;
                    file.Write(bytes.AsSpan(sector, Math.Min(Sector, bytes.Length - sector)));
                }
            return file.ToArray();

            bool Arrived(int mood, int sector) => mood switch
            {
                0 => false,
                1 => true,
                2 => sector < border,       // disks write in any order: a beginning, or an end
                3 => sector >= border,
                _ => chance.Next(2) == 0,
            };
        }
    }

    /// <summary>A file in memory that tells what is done to it.</summary>
    private sealed class Recorded : MemoryStream
    {
        private readonly Life life;
        private readonly string name;

        public Recorded(Life life, string name, byte[] before)
        {
            (this.life, this.name) = (life, name);
            base.Write(before, 0, before.Length);
        }

        public void Sync() => life.Tape.Add((name, 0, null));

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            life.Tape.Add((name, Position, buffer.ToArray()));
            base.Write(buffer.ToArray(), 0, buffer.Length);
        }
    }
}
