using LiteDB;
using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Store.Lite;

/// <summary>Everything in one file of LiteDB. One process, one writer at a time.</summary>
internal sealed class LiteStore : ILearnerStore, IStanding
{
    public const string FileName = "masha.db";

    private const int CommitLimit = 1_000;   // documents in a transaction that LiteDB handles well
    private const int CopiedAtOnce = 1024 * 1024;

    private readonly FileStream held;
    private readonly JournaledFile pages;
    private readonly LiteDatabase file;
    private readonly string path;
    private readonly ILiteCollection<BsonDocument> learners, attempts, outbox, notes, lists;
    private readonly Lock copying = new(), writer = new();      // whoever takes both takes them in this order
    private Schedule schedule;
    private long lastAttempt, lastOutgoing;
    private Exception? broken;

    private LiteStore(FileStream held, JournaledFile pages, LiteDatabase file, string path)
    {
        (this.held, this.pages, this.file, this.path) = (held, pages, file, path);
        learners = file.GetCollection(LiteFile.Learners, BsonAutoId.Int64);
        attempts = file.GetCollection(LiteFile.Attempts, BsonAutoId.Int64);
        outbox = file.GetCollection(LiteFile.Outbox, BsonAutoId.Int64);
        notes = file.GetCollection(LiteFile.Notes);
        lists = file.GetCollection(LiteFile.Schedule);
        schedule = LiteFile.ReadSchedule(file);
        (lastAttempt, lastOutgoing) = (Last(attempts), Last(outbox));
    }

    /// <summary>Opens the store in <paramref name="folder"/>, creating both if they are not there.</summary>
    /// <exception cref="StoreException">It is held by another process, damaged, or of a later version. A damaged file has not been touched.</exception>
    public static Task<LiteStore> Open(string folder) => Open(folder, Schema.Current);

    internal static async Task<LiteStore> Open(string folder, Schema schema)
    {
        var path = Path.Combine(StoreLock.Folder(folder), FileName);
        var held = StoreLock.Take(folder);
        JournaledFile? pages = null;
        LiteDatabase? file = null;
        try
        {
            if (!File.Exists(path)) LiteFile.Create(path, schema);
            LiteFile.TakeIn(path, schema);
            pages = JournaledFile.Open(path);
            var version = LiteFile.Check(path, pages, schema);
            if (version < schema.Version)
            {
                pages.Move();
                File.Copy(path, Path.Combine(folder, $"masha-before-schema-{schema.Version}.db"), overwrite: true);
            }
            file = LiteFile.Connect(pages, readOnly: false);
            LiteFile.Migrate(file, schema, version);
            return new LiteStore(held, pages, file, path);
        }
        catch (Exception error)
        {
            file?.Dispose();
            pages?.Dispose();
            await held.DisposeAsync();
            if (error is InvalidDataException) throw LiteFile.Damaged(path, error);
            throw error as StoreException ?? new StoreException($"The store {path} cannot be opened for writing: {error.Message} Is the disk full, or may this user not write there?", error);
        }
    }

    public Task<Learner?> Find(LearnerId id) => Task.FromResult(Look(id));

    Learner? IStanding.Find(LearnerId id) => Look(id);

    public Task<IReadOnlyList<Attempt>> Attempts(LearnerId learner) => Task.FromResult(((IStanding)this).Attempts(learner));

    IReadOnlyList<Attempt> IStanding.Attempts(LearnerId learner) =>
        [.. attempts.Find(Query.EQ("learner", learner.Value)).ToList().OrderBy(document => document["_id"].AsInt64).Select(document => AttemptDocument.Read(document).Read())];

    public Task<IReadOnlyList<Note>> Notes(string kind) => Task.FromResult(((IStanding)this).Notes(kind));

    IReadOnlyList<Note> IStanding.Notes(string kind) => [.. notes.Find(Query.StartsWith("_id", $"{kind}/")).ToList().Select(NoteDocument.Read).OrderBy(note => note.Id)];

    Note? IStanding.Find(string kind, long id) => notes.FindById(NoteDocument.Key(kind, id)) is { } note ? NoteDocument.Read(note) : null;

    public Task<IReadOnlyList<LearnerId>> After(LearnerId last, int limit) => Task.FromResult<IReadOnlyList<LearnerId>>(
        [.. learners.Query().Where("_id > @0", last.Value).OrderBy("_id").Limit(limit).ToList().Select(document => new LearnerId(Id(document)))]);

    public Task<IReadOnlyList<LearnerId>> Due(Instant now, int limit)
    {
        lock (writer) return Task.FromResult<IReadOnlyList<LearnerId>>(schedule.Due(now, limit));
    }

    public Task<IOutbox> Outbox(int room) => Task.FromResult<IOutbox>(new OwnOutbox(Pending(), room));

    /// <summary>Messages that wait to be sent, oldest first.</summary>
    public IReadOnlyList<Outgoing> Pending() => [.. outbox.FindAll().ToList().OrderBy(Id).Select(document => OutgoingDocument.Read(document).Read(Id(document)))];

    public Task<IReadOnlyList<Outgoing>> Change(IReadOnlyCollection<LearnerId> learners, Action<Batch> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        lock (writer)
        {
            ThrowIfBroken();
            var batch = new Batch(this);
            work(batch);
            if (batch.Size == 0) return Task.FromResult<IReadOnlyList<Outgoing>>([]);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Size, CommitLimit, nameof(batch));
            return Task.FromResult<IReadOnlyList<Outgoing>>(Unbroken(() => Write(batch)));
        }
    }

    public async IAsyncEnumerable<Kept> Everything([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var kept in LiteFile.Paged(learners).Select(Kept (document) => LearnerDocument.Keep(document))
            .Concat(LiteFile.Paged(attempts).Select(AttemptDocument.Read))
            .Concat(LiteFile.Paged(outbox).Select(OutgoingDocument.Read))
            .Concat(LiteFile.Paged(notes).Select(NoteDocument.Read).Select(note => new Kept.OfNote(note.Kind, note.Id, note.Body))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return kept;
        }
    }

    public async Task Fill(IAsyncEnumerable<Kept> everything)
    {
        if (learners.Count() + attempts.Count() + notes.Count() > 0) throw new StoreException($"The store {path} is not empty.");
        await foreach (var some in everything.Chunk(500))
            lock (writer)
            {
                ThrowIfBroken();
                Unbroken(() =>
                {
                    LiteFile.Transaction(file, () =>
                    {
                        foreach (var kept in some) Insert(kept);
                    });
                    return some.Length;
                });
            }
        lock (writer) schedule = Unbroken(() =>
        {
            Schema.WriteSchedule(file);
            return LiteFile.ReadSchedule(file);
        });
    }

    /// <summary>Copies the file as it stands at one moment, while the store goes on being used.</summary>
    public void CopyTo(string target, CancellationToken cancellation = default)
    {
        lock (copying)
        {
            lock (writer)
            {
                ThrowIfBroken();
                pages.Hold();
            }
            try { Copy(target, cancellation); }
            finally { pages.Release(); }
        }
    }

    /// <summary>Some at a time: a copy takes as long as the file is large, and the end of the process waits for it.</summary>
    private void Copy(string target, CancellationToken cancellation)
    {
        using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var to = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var some = new byte[CopiedAtOnce];
        while (from.Read(some) is > 0 and var count)
        {
            cancellation.ThrowIfCancellationRequested();
            to.Write(some.AsSpan(0, count));
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (copying)
        lock (writer)
        {
            if (broken is null)
            {
                file.Dispose();
                pages.Finish();
            }
            pages.Dispose();
            broken ??= new ObjectDisposedException(nameof(LiteStore));
            held.Dispose();
        }
        return ValueTask.CompletedTask;
    }

    private Learner? Look(LearnerId id) => learners.FindById(id.Value) is { } document ? LearnerDocument.Read(document) : null;

    private List<Outgoing> Write(Batch batch)
    {
        var messages = batch.Messages.Select(message => new Outgoing(++lastOutgoing, message.Learner, message.Chat, message.Message)).ToList();
        var changed = new HashSet<int>();
        foreach (var id in batch.Forgotten) Schedule(id, null);
        foreach (var learner in batch.Learners) Schedule(learner.Id, learner.Tick);
        foreach (var (id, until) in batch.Postponed) Schedule(id, until);
        LiteFile.Transaction(file, () =>
        {
            foreach (var id in batch.Forgotten)
            {
                attempts.DeleteMany(Query.EQ("learner", id.Value));
                learners.Delete(id.Value);
            }
            foreach (var learner in batch.Learners) learners.Upsert(LearnerDocument.Write(learner));
            foreach (var attempt in batch.Attempts) attempts.Insert(AttemptDocument.Write(++lastAttempt, attempt.Keep()));
            foreach (var message in messages) outbox.Insert(OutgoingDocument.Write(message.Id, message.Keep()));
            foreach (var id in batch.Sent) outbox.Delete(id);
            foreach (var ((kind, id), note) in batch.Notes)
                if (note is null) notes.Delete(NoteDocument.Key(kind, id));
                else notes.Upsert(NoteDocument.Write(note));
            foreach (var list in changed) lists.Upsert(LiteFile.ListDocument(list, schedule.Bytes(list)));
        });
        return messages;

        void Schedule(LearnerId id, Instant? due)
        {
            if (schedule.Set(id, due)) changed.Add(Lite.Schedule.ListOf(id));
        }
    }

    private void Insert(Kept kept)
    {
        switch (kept)
        {
            case Kept.OfLearner learner: learners.Insert(LearnerDocument.Write(learner)); break;
            case Kept.OfAttempt attempt: attempts.Insert(AttemptDocument.Write(++lastAttempt, attempt)); break;
            case Kept.OfMessage message: outbox.Insert(OutgoingDocument.Write(++lastOutgoing, message)); break;
            case Kept.OfNote(var kind, var id, var body): notes.Insert(NoteDocument.Write(new(kind, id, body))); break;
        }
    }

    private void ThrowIfBroken()
    {
        if (broken is not null) throw new StoreException("The store has failed before and takes nothing more.", broken);
    }

    /// <summary>After an exception LiteDB may be closed, and part of it may be wrong in memory: what is on the disk is whole, so begin again from there.</summary>
    private T Unbroken<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception error)
        {
            broken = error;
            throw new StoreException($"The store could not save: {error.Message}", error);
        }
    }

    private static long Id(BsonDocument document) => document["_id"].AsInt64;

    private static long Last(ILiteCollection<BsonDocument> collection) =>
        collection.Query().OrderByDescending("_id").Limit(1).ToList() is [var last] ? Id(last) : 0;
}
