using System.Collections.Immutable;
using MashaBot.Conversation;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Tests.Store;

/// <summary>Values whose particulars do not matter.</summary>
internal static class SomeLearner
{
    public static readonly Instant Morning = Instant.FromUtc(2026, 11, 24, 6, 0);

    public static Learner Of(long id, Instant? due = null) => new()
    {
        Id = new(id),
        Chat = new(id),
        Daily = new(new(9, 0), "Europe/Moscow"),
        Due = due,
    };

    /// <summary>A learner in whom nothing has its default value.</summary>
    public static Learner Full(long id) => Of(id, Morning) with
    {
        Language = Language.English,
        Form = MessageForm.Plain,
        Reachable = false,
        Asked = new(new(new(3, 1), 4), Hints: 2, Tries: 3, LastReply: 77, Suggested: "1/2"),
        Dealt = new(new(3, 1), new(17), 1),
        Expecting = Expecting.LocalTime,
        Parts = ImmutableDictionary<PartId, Finished>.Empty.Add(new(new(1, 2), 1), new(Ending.Shown, VariantId.Book, 3, 1)),
        Streak = new(200, new(2026, 11, 23)),
        Rounds = 2,
        RecentUpdates = [1, 2, 3],
    };

    public static Attempt Attempt(long learner, string reply = "1,6") =>
        new(new(learner), new(new(3, 1), 4), VariantId.Book, reply, "wrong", "path-missed", Morning);

    public static Message Message(string text) => new(Prose.Parse(text));
}
