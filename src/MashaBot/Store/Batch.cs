using MashaBot.Conversation;

namespace MashaBot.Store;

/// <summary>What is committed together: all of it or nothing.</summary>
internal sealed class Batch
{
    private readonly Dictionary<LearnerId, Learner> learners = [];

    public IReadOnlyCollection<Learner> Learners => learners.Values;

    public List<Attempt> Attempts { get; } = [];

    public List<(LearnerId Learner, ChatId Chat, Message Message)> Messages { get; } = [];

    /// <summary>Outbox entries that Telegram has accepted (or that nobody will ever want again).</summary>
    public List<long> Sent { get; } = [];

    /// <summary>Documents that it touches.</summary>
    public int Size => learners.Count + Attempts.Count + Messages.Count + Sent.Count;

    public Learner? Find(LearnerId id) => learners.GetValueOrDefault(id);

    public void Put(Learner learner) => learners[learner.Id] = learner;
}
