using System.Text.Json;
using MashaBot.Conversation;
using MashaBot.Store;
using MashaBot.Telegram;

namespace MashaBot.Delivery;

/// <summary>What is written to somebody outside a turn of their own.</summary>
internal static class Mailing
{
    /// <summary>Cut into pages before it is committed, so that an entry of the outbox is one call of the Bot API.</summary>
    public static void Say(this Batch batch, LearnerId learner, ChatId chat, params IEnumerable<Message> messages) =>
        batch.Messages.AddRange(messages.SelectMany(Pages.Of).Select(page => (learner, chat, page)));

    /// <summary>The learner; null where there is none, or where what is kept of them cannot be read.</summary>
    public static Learner? Look(this Batch batch, LearnerId id)
    {
        try { return batch.Find(id); }
        catch (Exception error) when (error is JsonException or InvalidDataException) { return null; }
    }

    /// <inheritdoc cref="Look(Batch, LearnerId)"/>
    public static async Task<Learner?> Look(this ILearnerStore store, LearnerId id)
    {
        try { return await store.Find(id); }
        catch (Exception error) when (error is JsonException or InvalidDataException) { return null; }
    }
}
