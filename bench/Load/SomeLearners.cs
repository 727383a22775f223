using System.Collections.Immutable;
using MashaBot.Conversation;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Load;

/// <summary>Learners in the middle of the course: a third of a hundred parts ended, problem 3.1 open.</summary>
internal static class SomeLearners
{
    public static readonly Instant Now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    /// <summary>From this one on the updates that they remember have other numbers than those of a playground that has just begun.</summary>
    public const int Others = 20_000;

    public static Learner Of(long id) => new()
    {
        Id = new(id),
        Chat = new(id),
        Daily = new(new(9, 0), "Europe/Moscow"),
        Due = Now + Duration.FromHours(2 + id % 22),
        HasChosenForm = true,
        HasChosenHour = true,
        Dealt = new(new(3, 1), VariantId.Book, 0),
        Asked = new(new(new(3, 1), 1)),
        Parts = Enumerable.Range(0, 33).ToImmutableDictionary(i => new PartId(new(1 + i % 2, 1 + i / 2 % 6), 1 + i / 12), i => new Finished((Ending)(i % 3), new((int)(i + id % 100)), i % 3, i % 4)),
        Streak = new((int)(id % 200), new(2026, 11, 23)),
        RecentUpdates = [.. Enumerable.Range(1, 20).Select(i => id * 31 + i)],
    };
}
