using System.Collections.Immutable;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>All that is remembered of a person who learns.</summary>
public sealed record Learner
{
    public required LearnerId Id { get; init; }

    /// <summary>The private chat in which the learner is taught.</summary>
    public required ChatId Chat { get; init; }

    public Language Language { get; init; }

    public MessageForm Form { get; init; }

    /// <summary>The hour of the daily problem and where the clock stands.</summary>
    public required DailyHour Daily { get; init; }

    /// <summary>When the next daily problem is due; null while there is none to come (before the start, after a stop).</summary>
    public Instant? Due { get; init; }

    /// <summary>False from the moment the learner blocks the bot until they come back.</summary>
    public bool Reachable { get; init; } = true;

    /// <summary>The question that waits for a reply.</summary>
    public Asked? Asked { get; init; }

    /// <summary>The last problem that was dealt, whether or not a question of it is still open.</summary>
    public Dealt? Dealt { get; init; }

    /// <summary>What the next text is expected to be, when it is not a reply to <see cref="Asked"/>.</summary>
    public Expecting Expecting { get; init; }

    /// <summary>How each part ended that has ended, in the last variant that was dealt.</summary>
    public ImmutableDictionary<PartId, Finished> Parts { get; init; } = ImmutableDictionary<PartId, Finished>.Empty;

    public Streak Streak { get; init; } = Streak.None;

    /// <summary>Times the whole course has been gone through.</summary>
    public int Rounds { get; init; }

    /// <summary>The last updates that were carried out, oldest first: what comes again is not carried out again.</summary>
    public ImmutableArray<long> RecentUpdates { get; init; } = [];
}

/// <summary>A problem in the variant that the learner has before them, and which sitting of it (from 0).</summary>
public sealed record Dealt(ProblemId Problem, VariantId Variant, int Sitting);

/// <summary>The open question.</summary>
/// <param name="Part">Which part of the dealt problem.</param>
/// <param name="Hints">Hints given so far.</param>
/// <param name="Tries">Replies that were read and were not right.</param>
/// <param name="LastReply">The message that held the last reply: an edit of it is a new reply.</param>
/// <param name="Suggested">The readable form that was offered for an unreadable reply.</param>
/// <param name="IsMarking">Is the model answer shown, and the learner asked to mark their own?</param>
public sealed record Asked(PartId Part, int Hints = 0, int Tries = 0, int? LastReply = null, string? Suggested = null, bool IsMarking = false);

/// <summary>How a part ended.</summary>
public sealed record Finished(Ending Ending, VariantId Variant, int Hints, int Tries);

public enum Ending
{
    Right,
    Shown,
    Skipped,

    /// <summary>Half right, by the learner's own mark.</summary>
    Partly,

    /// <summary>Not right, by the learner's own mark.</summary>
    Missed,
}

/// <summary>What learners say of their own reply when they have seen the model answer.</summary>
public enum SelfMark { Yes, Partly, No }

public enum Expecting
{
    Reply,

    /// <summary>An hour for the daily problem.</summary>
    Hour,

    /// <summary>What the learner's clock shows now, to learn the time zone.</summary>
    LocalTime,
}
