using LiteDB;
using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Store;

/// <summary>Learners, their attempts, and the messages on their way. One process, one file, one writer at a time.</summary>
/// <remarks>How LiteDB 5.0.20 must be used so that it keeps what it was given: <c>docs/decisions/store.md</c>.</remarks>
internal sealed class LearnerStore : IDisposable
{
    private const int CommitLimit = 1_000;   // documents in a transaction that LiteDB handles well
    private const int PageSize = 8_192;

    private readonly FileStream held;
    private readonly LiteDatabase file;
    private readonly ILiteCollection<BsonDocument> learners, attempts, outbox;
    private readonly Schedule schedule;
    private readonly Lock writer = new();
    private long lastAttempt, lastOutgoing;
    private Exception? broken;

    private LearnerStore(FileStream held, LiteDatabase file, Schedule schedule)
    {
        (this.held, this.file, this.schedule) = (held, file, schedule);
        learners = file.GetCollection(Names.Learners, BsonAutoId.Int64);
        attempts = file.GetCollection(Names.Attempts, BsonAutoId.Int64);
        outbox = file.GetCollection(Names.Outbox, BsonAutoId.Int64);
        (lastAttempt, lastOutgoing) = (Last(attempts), Last(outbox));
    }

    /// <summary>Opens the store in <paramref name="folder"/>, creating both if they are not there.</summary>
    /// <exception cref="StoreException">It is held by another process, damaged, or of a later version. A damaged file has not been touched.</exception>
    public static Task<LearnerStore> Open(string folder) => Open(folder, Schema.Current);

    internal static async Task<LearnerStore> Open(string folder, Schema schema)
    {
        var path = Path.Combine(Folder(folder), "masha.db");
        var held = StoreLock.Take(Path.ChangeExtension(path, ".lock"));
        LiteDatabase? file = null;
        try
        {
            if (!File.Exists(path)) Create(path, schema);
            var (version, schedule) = Check(path, schema);
            file = Connect(path, readOnly: false);
            if (version < schema.Version) schedule = Migrate(file, schema, version);
            await WarmUp(file, schema);
            return new LearnerStore(held, file, schedule);
        }
        catch (Exception error)
        {
            file?.Dispose();
            await held.DisposeAsync();
            throw error as StoreException ?? new StoreException($"The store {path} cannot be opened for writing: {error.Message} Is the disk full, or may this user not write there?", error);
        }
    }

    public Learner? Find(LearnerId id) => learners.FindById(id.Value) is { } document ? LearnerDocument.Read(document) : null;

    /// <summary>Learners whose daily problem is due, longest first.</summary>
    public List<LearnerId> Due(Instant now, int limit)
    {
        lock (writer) return schedule.Due(now, limit);
    }

    /// <summary>Takes a learner out of those who are due, until then or the next start: what is kept of them cannot be used.</summary>
    public void Postpone(LearnerId learner, Instant until)
    {
        lock (writer) schedule.Set(learner, until);
    }

    /// <summary>Messages that an earlier run left to be sent, oldest first.</summary>
    public IReadOnlyList<Outgoing> Pending() => [.. outbox.FindAll().ToList().Select(OutgoingDocument.Read).OrderBy(message => message.Id)];

    public IReadOnlyList<Attempt> Attempts(LearnerId learner) =>
        [.. attempts.Find(Query.EQ("learner", learner.Value)).ToList().OrderBy(document => document["_id"].AsInt64).Select(AttemptDocument.Read)];

    public int LearnerCount => learners.Count();

    /// <summary>Makes all of <paramref name="batch"/> last, or none of it; on return it has reached the disk.</summary>
    /// <returns>The batch's messages with their ids, to be sent.</returns>
    /// <exception cref="StoreException">Nothing was saved, and nothing more can be: end the process and start it again.</exception>
    public IReadOnlyList<Outgoing> Commit(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Size, CommitLimit, nameof(batch));
        lock (writer)
        {
            if (broken is not null) throw new StoreException("The store has failed before and takes nothing more.", broken);
            try
            {
                return Write(batch);
            }
            catch (Exception error)
            {
                // After an exception LiteDB may be closed, and part of it may be wrong in memory: what is on the disk is whole, so begin again from there.
                broken = error;
                throw new StoreException($"The store could not save: {error.Message}", error);
            }
        }
    }

    public void Dispose()
    {
        lock (writer)
        {
            if (broken is null) file.Dispose();
            broken ??= new ObjectDisposedException(nameof(LearnerStore));
            held.Dispose();
        }
    }

    private List<Outgoing> Write(Batch batch)
    {
        var messages = batch.Messages.Select(message => new Outgoing(++lastOutgoing, message.Learner, message.Chat, message.Message)).ToList();
        Transaction(file, () =>
        {
            foreach (var learner in batch.Learners) learners.Upsert(LearnerDocument.Write(learner));
            foreach (var attempt in batch.Attempts) attempts.Insert(AttemptDocument.Write(++lastAttempt, attempt));
            foreach (var message in messages) outbox.Insert(OutgoingDocument.Write(message));
            foreach (var id in batch.Sent) outbox.Delete(id);
        });
        foreach (var learner in batch.Learners) schedule.Set(learner.Id, learner.Due);
        return messages;
    }

    /// <summary>On the thread that began it: a transaction left open is found by LiteDB's finalizer, which throws and so ends the process at a moment of its own.</summary>
    private static void RollBack(LiteDatabase file)
    {
        try
        {
            file.Rollback();
        }
        catch (Exception error) when (error is LiteException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // What failed first is what is told; LiteDB may have ended the transaction, or closed itself, already.
        }
    }

    private static void Transaction(LiteDatabase file, Action write)
    {
        if (!file.BeginTrans()) throw new InvalidOperationException("A transaction was open already.");
        try
        {
            write();
            if (!file.Commit()) throw new InvalidOperationException("The transaction had ended before it was committed.");
        }
        catch
        {
            RollBack(file);
            throw;
        }
        file.Checkpoint();   // LiteDB promises nothing about the disk before this
    }

    private static string Folder(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The folder {folder} cannot be made: {error.Message} Choose another with --data.", error);
        }
    }

    private static LiteDatabase Connect(string path, bool readOnly) => new(
        new ConnectionString { Filename = path, Connection = ConnectionType.Direct, ReadOnly = readOnly, Collation = Collation.Binary },
        new BsonMapper { TrimWhitespace = false, EmptyStringToNull = false, EnumAsInteger = true });

    /// <summary>Makes the file under another name, so that half a file never stands where a whole one is expected.</summary>
    private static void Create(string path, Schema schema)
    {
        var draft = Path.ChangeExtension(path, ".new");
        File.Delete(draft);
        File.Delete(LogOf(draft));
        using (var file = Connect(draft, readOnly: false))
        {
            file.UtcDate = true;
            foreach (var collection in Names.All.Select(name => file.GetCollection(name)))
            {
                collection.Insert(Meta(schema.Version));   // a collection exists from its first document on
                if (collection.Name != Names.Meta) collection.Delete(MetaId);
            }
            file.Checkpoint();
        }
        File.Move(draft, path);
    }

    /// <summary>Reads what the start needs without opening the file for writing: LiteDB changes a file that it opens, a damaged one too.</summary>
    private static (int Version, Schedule Schedule) Check(string path, Schema schema)
    {
        int version;
        Schedule schedule;
        try
        {
            // LiteDB cuts off or fills up what is no whole page, even when it only reads; right after a crash, when its log still has that page.
            var length = new FileInfo(path).Length;
            if (length < PageSize || length % PageSize != 0 && !File.Exists(LogOf(path))) throw new InvalidDataException("it has been cut short.");
            using var file = Connect(path, readOnly: true);
            var missing = Names.All.Except(file.GetCollectionNames()).ToList();
            if (missing.Count > 0) throw new InvalidDataException($"it has no {string.Join(", ", missing)}.");
            version = file.GetCollection(Names.Meta).FindById(MetaId)["schema"].AsInt32;
            schedule = Read(file);
        }
        catch (Exception error)
        {
            throw new StoreException($"""
                The store {path} is damaged: {error.Message}
                Nothing in it has been changed. Copy it and the file -log beside it to a safe place, then put your last backup here under its name.
                If only the -log file is damaged, moving it away brings back all but the last moments. Moving both away begins with no learners.
                """, error);
        }
        return version <= schema.Version
            ? (version, schedule)
            : throw new StoreException($"The store {path} was written by a later version of MashaBot (its schema is {version}, this program knows {schema.Version}). Use that version again, or a backup from before.");
    }

    /// <summary>Reads every learner, and so also finds damage among them.</summary>
    private static Schedule Read(LiteDatabase file)
    {
        var schedule = new Schedule();
        foreach (var document in file.GetCollection(Names.Learners).FindAll())
            if (document["due"] is { IsInt64: true } due) schedule.Set(new(document["_id"].AsInt64), Instant.FromUnixTimeMilliseconds(due.AsInt64));
        foreach (var _ in file.GetCollection(Names.Outbox).FindAll()) { }
        return schedule;
    }

    private static Schedule Migrate(LiteDatabase file, Schema schema, int version)
    {
        schema.Migrate(file, version, reached => Transaction(file, () => file.GetCollection(Names.Meta).Update(Meta(reached))));
        return Read(file);
    }

    /// <summary>The first moments after opening are those in which LiteDB can lose what it has confirmed: pass them before anybody writes.</summary>
    private static async Task WarmUp(LiteDatabase file, Schema schema)
    {
        Transaction(file, () => file.GetCollection(Names.Meta).Upsert(Meta(schema.Version)));
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);   // its log writer comes to rest; no clock of ours moves that on
    }

    private static BsonDocument Meta(int version) => new() { ["_id"] = MetaId, ["schema"] = version };

    /// <summary>Where LiteDB puts the pages that are not in the file yet.</summary>
    private static string LogOf(string path) => Path.ChangeExtension(path, null) + "-log" + Path.GetExtension(path);

    private static long Last(ILiteCollection<BsonDocument> collection) =>
        collection.Query().OrderByDescending("_id").Limit(1).ToList() is [var last] ? last["_id"].AsInt64 : 0;

    private const int MetaId = 1;

    private static class Names
    {
        public const string Learners = "learners", Attempts = "attempts", Outbox = "outbox", Meta = "meta";
        public static readonly string[] All = [Learners, Attempts, Outbox, Meta];
    }
}
