using LiteDB;
using LiteDB.Engine;

namespace MashaBot.Store.Lite;

/// <summary>The file as LiteDB 5.0.20 must be handled so that it keeps what it was given: <c>docs/decisions/store.md</c>.</summary>
internal static class LiteFile
{
    public const string Learners = "learners", Attempts = "attempts", Outbox = "outbox", Meta = "meta", Notes = "notes", Schedule = "schedule";

    private const int MetaId = 1, PageOfDocuments = 500;
    private static readonly string[] first = [Learners, Attempts, Outbox, Meta], all = [.. first, Notes, Schedule];

    /// <summary>A file that is no running store's, as LiteDB itself keeps it.</summary>
    public static LiteDatabase Connect(string path, bool readOnly) => new(
        new ConnectionString { Filename = path, Connection = ConnectionType.Direct, ReadOnly = readOnly, Collation = Collation.Binary }, Mapper);

    /// <summary>The store's file, which alone says when something is on the disk: LiteDB's log is memory.</summary>
    public static LiteDatabase Connect(JournaledFile pages, bool readOnly) => new(
        new LiteEngine(new EngineSettings { DataStream = pages, LogStream = new MemoryStream(), ReadOnly = readOnly, Collation = Collation.Binary }), Mapper, disposeOnClose: true);

    private static BsonMapper Mapper => new() { TrimWhitespace = false, EmptyStringToNull = false, EnumAsInteger = true };

    /// <summary>Makes the file under another name, so that half a file never stands where a whole one is expected.</summary>
    public static void Create(string path, Schema schema)
    {
        var draft = Path.ChangeExtension(path, ".new");
        File.Delete(draft);
        File.Delete(LogOf(draft));
        using (var file = Connect(draft, readOnly: false))
        {
            file.UtcDate = true;
            foreach (var name in all) Begin(file, name);
            file.GetCollection(Attempts).EnsureIndex("learner");
            file.GetCollection(Meta).Upsert(MetaDocument(schema.Version));
            file.Checkpoint();
        }
        File.Delete(JournaledFile.JournalOf(path));    // of a store that is gone
        File.Move(draft, path);
    }

    /// <summary>A collection exists from its first document on.</summary>
    public static void Begin(LiteDatabase file, string name)
    {
        var collection = file.GetCollection(name);
        if (file.CollectionExists(name)) return;
        collection.Insert(new BsonDocument { ["_id"] = MetaId });
        if (name != Meta) collection.Delete(MetaId);
    }

    /// <summary>Brings into the file what an earlier version of this program has left in LiteDB's own log, being killed.</summary>
    /// <exception cref="StoreException">It is damaged.</exception>
    public static void TakeIn(string path, Schema schema)
    {
        if (PageCheck.PagesOf(LogOf(path)) is not { Count: > 0 } logged) return;
        Check(path, schema, logged, () => Connect(path, readOnly: true));
        using var file = Connect(path, readOnly: false);
        file.Checkpoint();
    }

    /// <summary>Reads what the start needs, and changes nothing.</summary>
    /// <exception cref="StoreException">It is damaged, or of a later version.</exception>
    public static int Check(string path, JournaledFile pages, Schema schema) =>
        Check(path, schema, new HashSet<uint>(pages.Journaled), () => Connect(pages, readOnly: true));

    private static int Check(string path, Schema schema, IReadOnlySet<uint> elsewhere, Func<LiteDatabase> connect)
    {
        int version;
        try
        {
            PageCheck.Look(path, elsewhere);
            using var file = connect();
            var there = file.GetCollectionNames().ToList();
            Require(there, first);
            version = file.GetCollection(Meta).FindById(MetaId)["schema"].AsInt32;
            if (version > 1) Require(there, all);
            if (version > 1) ReadSchedule(file);
            foreach (var _ in file.GetCollection(Outbox).FindAll()) { }
        }
        catch (Exception error)
        {
            throw Damaged(path, error);
        }
        return version <= schema.Version
            ? version
            : throw new StoreException($"The store {path} was written by a later version of MashaBot (its schema is {version}, this program knows {schema.Version}). Use that version again, or a backup from before.");
    }

    public static StoreException Damaged(string path, Exception error) => new($"""
        The store {path} is damaged: {error.Message}
        Nothing in it has been changed. `MashaBot restore latest` puts the newest good backup in its place and keeps the damaged one beside it.
        Moving it and its {Path.GetFileName(JournaledFile.JournalOf(path))} away begins with no learners.
        """, error);

    /// <summary>Reads all of a copy that nobody uses.</summary>
    /// <exception cref="StoreException">It is damaged.</exception>
    public static (long Learners, long Attempts) Verify(string path)
    {
        try
        {
            PageCheck.Look(path, PageCheck.PagesOf(LogOf(path)));
            using var file = Connect(path, readOnly: true);
            Require(file.GetCollectionNames(), first);
            var counts = file.GetCollectionNames().ToDictionary(name => name, name => Paged(file.GetCollection(name)).LongCount());
            return (counts[Learners], counts[Attempts]);
        }
        catch (Exception error)
        {
            throw new StoreException($"{path} is damaged: {error.Message}", error);
        }
    }

    /// <summary>Brings the file up, or writes what is there already: one that cannot be written shows at the start.</summary>
    public static void Migrate(LiteDatabase file, Schema schema, int version)
    {
        schema.Migrate(file, version, Reached);
        Reached(schema.Version);

        void Reached(int reached) => Transaction(file, () => file.GetCollection(Meta).Update(MetaDocument(reached)));
    }

    public static void Transaction(LiteDatabase file, Action write)
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
        file.Checkpoint();   // from LiteDB's log, which is memory, to the disk
    }

    /// <summary>All documents in the order of their ids, a few hundred at a time: an open enumerator holds up LiteDB's checkpoints.</summary>
    public static IEnumerable<BsonDocument> Paged(ILiteCollection<BsonDocument> collection)
    {
        var last = BsonValue.MinValue;
        while (true)
        {
            var page = collection.Query().Where("_id > @0", last).OrderBy("_id").Limit(PageOfDocuments).ToList();
            foreach (var document in page) yield return document;
            if (page.Count < PageOfDocuments) yield break;
            last = page[^1]["_id"];
        }
    }

    public static Schedule ReadSchedule(LiteDatabase file) =>
        new(file.GetCollection(Schedule).FindAll().ToList().Select(list => (list["_id"].AsInt32 - 1, list["dues"].AsBinary)));

    public static BsonDocument ListDocument(int list, byte[] dues) => new() { ["_id"] = list + 1, ["dues"] = dues };   // an id of 0 would be LiteDB's to choose

    /// <summary>Where LiteDB puts the pages that are not in the file yet, if nobody tells it otherwise.</summary>
    public static string LogOf(string path) => Path.ChangeExtension(path, null) + "-log" + Path.GetExtension(path);

    private static void Require(IEnumerable<string> there, IEnumerable<string> names)
    {
        if (names.Except(there).ToList() is { Count: > 0 } missing) throw new InvalidDataException($"it has no {string.Join(", ", missing)}.");
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

    private static BsonDocument MetaDocument(int version) => new() { ["_id"] = MetaId, ["schema"] = version };
}
