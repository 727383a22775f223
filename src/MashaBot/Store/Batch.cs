using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Store;

/// <summary>What is committed together: all of it or nothing.</summary>
/// <param name="store">As it stands until this is committed.</param>
internal sealed class Batch(IStanding store)
{
    private readonly Dictionary<LearnerId, Learner> learners = [];
    private readonly HashSet<LearnerId> forgotten = [];
    private readonly Dictionary<(string Kind, long Id), Note?> notes = [];

    public IReadOnlyCollection<Learner> Learners => learners.Values;

    /// <summary>Learners of whom all is deleted before anything else is written.</summary>
    public IReadOnlyCollection<LearnerId> Forgotten => forgotten;

    /// <summary>Notes to be written; null where one is deleted.</summary>
    public IReadOnlyDictionary<(string Kind, long Id), Note?> Notes => notes;

    /// <summary>Learners who are not due until then: what is kept of them cannot be used, and is left as it is.</summary>
    public Dictionary<LearnerId, Instant> Postponed { get; } = [];

    public List<Attempt> Attempts { get; } = [];

    public List<(LearnerId Learner, ChatId Chat, Message Message)> Messages { get; } = [];

    /// <summary>Outbox entries that Telegram has accepted (or that nobody will ever want again).</summary>
    public List<long> Sent { get; } = [];

    /// <summary>Documents that it touches.</summary>
    public int Size => learners.Count + forgotten.Count + Postponed.Count + notes.Count + Attempts.Count + Messages.Count + Sent.Count;

    /// <summary>The learner as this batch leaves them.</summary>
    public Learner? Find(LearnerId id) => learners.TryGetValue(id, out var changed) ? changed : forgotten.Contains(id) ? null : store.Find(id);

    public Note? Find(string kind, long id) => notes.TryGetValue((kind, id), out var changed) ? changed : store.Find(kind, id);

    /// <summary>All notes of a kind as this batch leaves them, by their numbers.</summary>
    public IReadOnlyList<Note> AllNotes(string kind) =>
        [.. store.Notes(kind).Where(known => !notes.ContainsKey((kind, known.Id))).Concat(notes.Values.OfType<Note>().Where(changed => changed.Kind == kind)).OrderBy(known => known.Id)];

    /// <summary>All that the learner has replied as this batch leaves it, oldest first.</summary>
    public IReadOnlyList<Attempt> AllAttempts(LearnerId learner) =>
        [.. forgotten.Contains(learner) ? [] : store.Attempts(learner), .. Attempts.Where(attempt => attempt.Learner == learner)];

    public void Put(Learner learner) => learners[learner.Id] = learner;

    /// <summary>Nothing that the learner has done is kept; what is on its way to them still arrives.</summary>
    public void Forget(LearnerId id)
    {
        learners.Remove(id);
        Attempts.RemoveAll(attempt => attempt.Learner == id);
        forgotten.Add(id);
    }

    public void Keep(Note kept) => notes[(kept.Kind, kept.Id)] = kept;

    public void Drop(string kind, long id) => notes[(kind, id)] = null;
}
