using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Store;

/// <summary>
/// Learners, their attempts, notes, and the messages on their way. LiteDB keeps them for one process (<see cref="Lite.LiteStore"/>),
/// PostgreSQL for several that serve one bot together (<see cref="Postgres.PostgresStore"/>).
/// </summary>
internal interface ILearnerStore : IAsyncDisposable
{
    /// <summary>
    /// Lets <paramref name="work"/> decide, and makes all that it put into its batch last, or none of it; when the task is done it has reached the disk.
    /// Meanwhile nobody else changes <paramref name="learners"/>, or notes that were looked at, in this process or another.
    /// </summary>
    /// <param name="work">Changes nothing but the batch: it is done again when the store has to try again. What it throws comes through, and then nothing was saved.</param>
    /// <returns>The batch's messages with their ids, to be sent.</returns>
    /// <exception cref="StoreException">Nothing more can be saved: end the process and start it again.</exception>
    Task<IReadOnlyList<Outgoing>> Change(IReadOnlyCollection<LearnerId> learners, Action<Batch> work);

    /// <exception cref="System.Text.Json.JsonException">What is kept of the learner cannot be read; so too for an <see cref="InvalidDataException"/>.</exception>
    Task<Learner?> Find(LearnerId id);

    /// <summary>What the learner has replied, oldest first.</summary>
    Task<IReadOnlyList<Attempt>> Attempts(LearnerId learner);

    /// <summary>Notes of a kind, by their numbers.</summary>
    Task<IReadOnlyList<Note>> Notes(string kind);

    /// <summary>Learners by their numbers, those that come after one.</summary>
    Task<IReadOnlyList<LearnerId>> After(LearnerId last, int limit);

    /// <summary>Learners whose daily problem is due, longest first. Of several processes each is given others.</summary>
    Task<IReadOnlyList<LearnerId>> Due(Instant now, int limit);

    /// <summary>The messages that this process is to send.</summary>
    /// <param name="room">How many that nobody asked for may wait before no more are made.</param>
    Task<IOutbox> Outbox(int room);

    /// <summary>All that is kept, as it lies there: learners by id, attempts and messages by age, notes.</summary>
    IAsyncEnumerable<Kept> Everything(CancellationToken cancellationToken = default);

    /// <summary>Takes over all of another store.</summary>
    /// <exception cref="StoreException">This one is not empty.</exception>
    Task Fill(IAsyncEnumerable<Kept> everything);
}
