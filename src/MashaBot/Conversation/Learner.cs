using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>All that is remembered of a person who learns; or of a group that learns together, under the group's number.</summary>
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

    /// <summary>When the evening reminder is due; null where none is wanted.</summary>
    public Instant? ReminderDue { get; init; }

    /// <summary>When the conversation must next be told that time has passed; null where there is nobody to speak to.</summary>
    [JsonIgnore]
    public Instant? Tick => !Reachable ? null : Due is { } daily && ReminderDue is { } reminder ? Instant.Min(daily, reminder) : Due;

    /// <summary>The hour of the evening reminder.</summary>
    public LocalTime? Reminder { get; init; }

    /// <summary>The last holiday that was taken.</summary>
    public Pause? Pause { get; init; }

    /// <summary>Days of the week on which nothing is expected, and nothing comes.</summary>
    public ImmutableSortedSet<IsoDayOfWeek> Rest { get; init; } = [];

    /// <summary>Whether days in a row are counted and shown.</summary>
    public bool CountsDays { get; init; } = true;

    public CourseOrder Order { get; init; }

    /// <summary>The learner has said how their client shows formulas.</summary>
    public bool HasChosenForm { get; init; }

    /// <summary>The learner has said when the day's problem suits them.</summary>
    public bool HasChosenHour { get; init; }

    /// <summary>Daily problems that were sent since the learner last did anything.</summary>
    public int Unanswered { get; init; }

    /// <summary>False from the moment the learner blocks the bot until they come back.</summary>
    public bool Reachable { get; init; } = true;

    /// <summary>The question that waits for a reply.</summary>
    public Asked? Asked { get; init; }

    /// <summary>A part of earlier days that is asked again, before anything else.</summary>
    public Review? Review { get; init; }

    /// <summary>The day of the last review.</summary>
    public LocalDate? LastReview { get; init; }

    /// <summary>The last problem that was dealt, whether or not a question of it is still open.</summary>
    public Dealt? Dealt { get; init; }

    /// <summary>The last reply and what was said of it.</summary>
    public Judged? LastJudged { get; init; }

    /// <summary>The last questions that stand in the chat, oldest first: a reply to one of them answers it.</summary>
    public ImmutableArray<Shown> Shown { get; init; } = [];

    /// <summary>What the next text is expected to be, when it is not a reply to <see cref="Asked"/>.</summary>
    public Expecting Expecting { get; init; }

    /// <summary>The case that an admin's next text answers.</summary>
    public long? Answering { get; init; }

    /// <summary>How each part ended that has ended, in the last variant that was dealt.</summary>
    public ImmutableDictionary<PartId, Finished> Parts { get; init; } = ImmutableDictionary<PartId, Finished>.Empty;

    public Streak Streak { get; init; } = Streak.None;

    public Diary Diary { get; init; } = Diary.Empty;

    /// <summary>Mistakes that were recognised, by the code of their cause.</summary>
    public ImmutableDictionary<string, Slip> Slips { get; init; } = ImmutableDictionary<string, Slip>.Empty;

    /// <summary>Times the whole course has been gone through.</summary>
    public int Rounds { get; init; }

    /// <summary>What a group has besides; null of a person.</summary>
    public Club? Club { get; init; }

    /// <summary>The last updates that were carried out, oldest first: what comes again is not carried out again.</summary>
    public ImmutableArray<long> RecentUpdates { get; init; } = [];

    public bool Has(PartId part, Ending ending) => Parts.TryGetValue(part, out var finished) && finished.Ending == ending;

    /// <summary>Whether a day needs no reply to keep the streak: a day of rest, or of a holiday.</summary>
    public bool IsFree(LocalDate day) => Rest.Contains(day.DayOfWeek) || Pause is { } pause && day >= pause.From && day < pause.Until;

    /// <summary>Whatever was to come before <paramref name="until"/> comes then.</summary>
    public Learner Postponed(Instant until) => this with
    {
        Due = Due < until ? until : Due,
        ReminderDue = ReminderDue < until ? until : ReminderDue,
    };
}

/// <summary>A holiday: on its days nothing comes and nothing is missed.</summary>
/// <param name="Until">The first day after it.</param>
public sealed record Pause(LocalDate From, LocalDate Until);

/// <summary>A part that is asked again, in fresh figures.</summary>
public sealed record Review(Dealt Dealt, Asked Asked);

/// <summary>A reply that was judged.</summary>
/// <param name="Verdict">The stable code of the verdict.</param>
public sealed record Judged(PartId Part, VariantId Variant, string Reply, string Verdict);

/// <summary>A question and the number of its message in the chat.</summary>
public sealed record Shown(int Message, Asking About);

/// <summary>A kind of mistake and how often it was made.</summary>
/// <param name="Part">Where it was made last.</param>
/// <param name="Variant">With which figures.</param>
/// <param name="Mistake">The part's named mistake; null for a slip that was found without one.</param>
public sealed record Slip(int Times, LocalDate Last, PartId Part, VariantId Variant, string? Mistake);

/// <summary>A problem in the variant that the learner has before them, and which sitting of it (from 0).</summary>
public sealed record Dealt(ProblemId Problem, VariantId Variant, int Sitting);

/// <summary>The open question.</summary>
/// <param name="Part">Which part of the dealt problem.</param>
/// <param name="Hints">Hints given so far.</param>
/// <param name="Tries">Replies that were read and were not right.</param>
/// <param name="LastReply">The message that held the last reply: an edit of it is a new reply.</param>
/// <param name="Suggested">The readable form that was offered for an unreadable reply.</param>
/// <param name="Wrong">The last reply that was read and was not right: later parts may follow from it.</param>
/// <param name="IsMarking">Is the model answer shown, and the learner asked to mark their own?</param>
public sealed record Asked(PartId Part, int Hints = 0, int Tries = 0, int? LastReply = null, string? Suggested = null, bool IsMarking = false, string? Wrong = null);

/// <summary>How a part ended.</summary>
/// <param name="Memory">How well it sits since; null for what was ended before this was kept.</param>
/// <param name="Wrong">The last wrong reply, if none that is right came after it.</param>
public sealed record Finished(Ending Ending, VariantId Variant, int Hints, int Tries, Memory? Memory = null, string? Wrong = null);

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

    /// <summary>An admin's answer to <see cref="Learner.Answering"/>.</summary>
    CaseAnswer,
}
