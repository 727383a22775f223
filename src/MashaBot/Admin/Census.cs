using System.Text.Json;
using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Store;
using NodaTime;

namespace MashaBot.Admin;

/// <summary>Counts all that is kept as it passes by; what it remembers grows with the course, not with the learners.</summary>
/// <param name="now">When it is counted: what "today" is each learner's own clock says.</param>
internal sealed class Census(Instant now)
{
    public const int LeastReplies = 20;     // fewer say little about how hard a part is

    private const int Shown = 5;

    private readonly Dictionary<string, (int Judged, int Wrong)> parts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Part, string Mistake), int> mistakes = [];
    private readonly Dictionary<string, int> slips = new(StringComparer.Ordinal);
    private int tried, firstTry;

    public Instant At => now;
    public int Learners { get; private set; }
    public int Groups { get; private set; }

    /// <summary>Those to whom problems come by schedule.</summary>
    public int Daily { get; private set; }
    public int Unreachable { get; private set; }
    public (int Day, int Week, int Month) Active { get; private set; }

    /// <summary>Those whose first reply lies within a week, a month.</summary>
    public (int Week, int Month) New { get; private set; }
    public int Judged { get; private set; }
    public int Unread { get; private set; }
    public int Waiting { get; private set; }
    public int Cases { get; private set; }

    /// <summary>Of the parts that somebody has tried, the share that was right at the first try, in percent; null while none was tried.</summary>
    public int? FirstTry => tried == 0 ? null : Percent(firstTry, tried);

    public IEnumerable<(string Part, int Judged, int Wrong, int Percent)> Hardest => parts
        .Where(part => part.Value.Judged >= LeastReplies && part.Value.Wrong > 0)
        .Select(part => (part.Key, part.Value.Judged, part.Value.Wrong, Percent(part.Value.Wrong, part.Value.Judged)))
        .OrderByDescending(part => (double)part.Wrong / part.Judged).ThenByDescending(part => part.Judged).Take(Shown);

    public IEnumerable<(string Part, string Mistake, int Times)> Mistakes => mistakes
        .OrderByDescending(mistake => mistake.Value).ThenBy(mistake => mistake.Key).Take(Shown).Select(mistake => (mistake.Key.Part, mistake.Key.Mistake, mistake.Value));

    /// <summary>Slips that nobody foresaw, by the code of their cause.</summary>
    public IEnumerable<(string Code, int Times)> Slips => slips.OrderByDescending(slip => slip.Value).ThenBy(slip => slip.Key, StringComparer.Ordinal).Take(Shown).Select(slip => (slip.Key, slip.Value));

    public void Add(Kept kept)
    {
        switch (kept)
        {
            case Kept.OfLearner learner: Add(learner); break;
            case Kept.OfAttempt attempt: Add(attempt); break;
            case Kept.OfMessage: Waiting++; break;
            case Kept.OfNote { Kind: Requests.Complaint }: Cases++; break;
        }
    }

    /// <summary>A learner as they are kept; null where that cannot be read.</summary>
    public static Learner? Read(Kept.OfLearner kept)
    {
        try { return LearnerForm.Read(kept.Id, kept.Form, kept.Body); }
        catch (Exception error) when (error is JsonException or InvalidDataException) { return null; }
    }

    private void Add(Kept.OfLearner kept)
    {
        if (kept.Id < 0)
        {
            Groups++;      // they have a record like learners
            return;
        }
        Learners++;
        if (Read(kept) is not { } learner) return;
        if (!learner.Reachable) Unreachable++;
        else if (learner.Due is not null) Daily++;
        var (today, diary) = (learner.Daily.Day(now), learner.Diary);
        var since = Enumerable.Range(0, 30).Select(back => (int?)back).FirstOrDefault(back => diary.On(today.PlusDays(-back!.Value)).Replies > 0);
        Active = (Active.Day + One(since == 0), Active.Week + One(since < 7), Active.Month + One(since is not null));
        if (diary.First is { } first && !learner.Parts.Values.Any(part => part.Memory?.Last < first))   // a diary that began anew is no first day
        {
            var days = Period.DaysBetween(first, today);
            New = (New.Week + One(days < 7), New.Month + One(days < 30));
        }
        foreach (var part in learner.Parts.Values.Where(part => part.Ending == Ending.Right || part.Tries > 0))
        {
            tried++;
            firstTry += One(part is { Ending: Ending.Right, Tries: 0 });
        }
        foreach (var (code, slip) in learner.Slips)
            if (slip.Mistake is null) slips[code] = slips.GetValueOrDefault(code) + slip.Times;
    }

    private void Add(Kept.OfAttempt attempt)
    {
        switch (attempt.Verdict)
        {
            case "unreadable" or "undecided": Unread++; return;
            case "named" or "self-check" or "self-mark": return;      // no judgement of ours
        }
        Judged++;
        var (judged, wrong) = parts.GetValueOrDefault(attempt.Part);
        parts[attempt.Part] = (judged + 1, wrong + One(attempt.Verdict is "wrong" or "partly" or "misfits"));
        if (attempt.Mistake is { } mistake) mistakes[(attempt.Part, mistake)] = mistakes.GetValueOrDefault((attempt.Part, mistake)) + 1;
    }

    private static int One(bool counts) => counts ? 1 : 0;

    private static int Percent(int some, int all) => (int)Math.Round(100.0 * some / all);
}
