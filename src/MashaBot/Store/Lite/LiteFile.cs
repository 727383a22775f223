using LiteDB;

namespace MashaBot.Store.Lite;

/// <summary>The file as LiteDB 5.0.20 must be handled so that it keeps what it was given: <c>docs/decisions/store.md</c>.</summary>
internal static class LiteFile
{
    public const string Learners = "learners", Attempts = "attempts", Outbox = "outbox", Meta = "meta", Notes = "notes", Schedule = "schedule";

    private const int MetaId = 1, PageOfDocuments = 500;
    private static readonly string[] first = [Learners, Attempts, Outbox, Meta], all = [.. first, Notes, Schedule];

    public static LiteDatabase Connect(string path, bool readOnly) => new(
        new ConnectionString { Filename = path, Connection = ConnectionType.Direct, ReadOnly = readOnly, Collation = Collation.Binary },
        new BsonMapper { TrimWhitespace = false, EmptyStringToNull = false, EnumAsInteger = true });

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

    /// <summary>Reads what the start needs without opening the file for writing: LiteDB changes a file that it opens, a damaged one too.</summary>
    /// <exception cref="StoreException">It is damaged, or of a later version.</exception>
    public static int Check(string path, Schema schema)
    {
        int version;
        try
        {
            PageCheck.Look(path, LogOf(path));
            using var file = Connect(path, readOnly: true);
            var there = file.GetCollectionNames().ToList();
            Require(there, first);
            version = file.GetCollection(Meta).FindById(MetaId)["schema"].AsInt32;
            if (version > 1) Require(there, all);
            if (version > 1) ReadSchedule(file);
            foreach (var _ in file.GetCollection(Outbox).FindAll()) { }
        }
        catch (Exception error)
        {
            throw new StoreException($"""
                The store {path} is damaged: {error.Message}
                Nothing in it has been changed. `MashaBot restore latest` puts the newest good backup in its place and keeps the damaged one beside it.
                If only the -log file is damaged, moving it away brings back all but the last moments. Moving both away begins with no learners.
                """, error);
        }
        return version <= schema.Version
            ? version
            : throw new StoreException($"The store {path} was written by a later version of MashaBot (its schema is {version}, this program knows {schema.Version}). Use that version again, or a backup from before.");
    }

    /// <summary>Reads all of a copy that nobody uses.</summary>
    /// <exception cref="StoreException">It is damaged.</exception>
    public static (long Learners, long Attempts) Verify(string path)
    {
        try
        {
            PageCheck.Look(path, LogOf(path));
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

    public static void Migrate(LiteDatabase file, Schema schema, int version) =>
        schema.Migrate(file, version, reached => Transaction(file, () => file.GetCollection(Meta).Update(MetaDocument(reached))));

    /// <summary>The first moments after opening are those in which LiteDB can lose what it has confirmed: pass them before anybody writes.</summary>
    public static async Task WarmUp(LiteDatabase file, Schema schema)
    {
        Transaction(file, () => file.GetCollection(Meta).Upsert(MetaDocument(schema.Version)));
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);   // its log writer comes to rest; no clock of ours moves that on
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
        file.Checkpoint();   // LiteDB promises nothing about the disk before this
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

    /// <summary>Where LiteDB puts the pages that are not in the file yet.</summary>
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
