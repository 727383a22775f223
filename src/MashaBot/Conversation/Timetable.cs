using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>The hour of the daily problem and the learner's clock: asked, understood, said.</summary>
internal static partial class Timetable
{
    private static readonly ImmutableArray<int> hours = [7, 8, 9, 10, 12, 18, 20, 22];

    /// <summary><c>/time</c>, or with a time at once: <c>/time 8:30</c>.</summary>
    public static Turn Ask(Turn turn, string argument)
    {
        if (argument.Length > 0) return OnHour(turn, argument);
        var phrase = turn.Learner.Due is null ? Phrase.TimeStopped : Phrase.Time;
        ImmutableArray<Button> zone = [new(turn.Phrases.Line(Phrase.ButtonZone), new Pressed.AskZone().Data)];
        return turn.Become(turn.Learner with { Expecting = Expecting.Hour })
            .Say(turn.Phrases[phrase, Clocks(turn)], [.. hours.Select(HourButton).Chunk(4).Select(row => row.ToImmutableArray()), zone]);
    }

    public static Turn OnHour(Turn turn, string words)
    {
        if (Read(words) is { } time) return Set(turn, time);
        if (IsZone(words.Trim())) return OnZone(turn, words.Trim());
        return turn.Become(turn.Learner with { Expecting = Expecting.Hour }).Say(Phrase.TimeUnreadable);
    }

    public static Turn Set(Turn turn, LocalTime time) => Settled(turn, turn.Learner.Daily with { Time = time });

    /// <summary>What the learner's clock shows now is a question that everybody can answer; a city or a zone's name will do as well.</summary>
    public static Turn AskZone(Turn turn)
    {
        var offsets = turn.Phrases.Zones.Select(zone => Offset(zone.Zone, turn.Now)).Distinct().Order();
        return turn.Become(turn.Learner with { Expecting = Expecting.LocalTime }).Say(turn.Phrases[Phrase.ZoneAsk],
            [.. offsets.Select(offset => new Button(Show(turn.Now.WithOffset(offset).TimeOfDay), new Pressed.Clock(offset.Seconds / 60).Data)).Chunk(4).Select(row => row.ToImmutableArray())]);
    }

    /// <summary>Zones whose clocks are so many minutes ahead of UTC now.</summary>
    public static Turn OnOffset(Turn turn, int minutes) => Choose(turn, [.. turn.Phrases.Zones.Where(zone => Offset(zone.Zone, turn.Now).Seconds == minutes * 60)]);

    /// <summary>What the learner's clock shows leaves a few zones to choose from; a zone's name is taken as it is.</summary>
    public static Turn OnLocalTime(Turn turn, string words)
    {
        var named = turn.Phrases.Zones.FirstOrDefault(zone => zone.Label.Split(", ").Contains(words.Trim(), StringComparer.OrdinalIgnoreCase));
        if (named.Zone is not null) return OnZone(turn, named.Zone);
        if (IsZone(words.Trim())) return OnZone(turn, words.Trim());
        return Choose(turn, Read(words) is { } shown ? [.. turn.Phrases.Zones.Where(zone => IsNear(shown, At(zone.Zone, turn.Now)))] : []);
    }

    private static Turn Choose(Turn turn, ImmutableArray<(string Zone, string Label)> fitting) => fitting switch
    {
        [] => turn.Say(Phrase.ZoneUnreadable),
        [var (only, _)] => OnZone(turn, only),
        _ => turn.Say(turn.Phrases[Phrase.ZoneChoose], [.. fitting.Select(zone => ImmutableArray.Create(new Button(zone.Label, new Pressed.Zone(zone.Zone).Data)))]),
    };

    public static Turn OnZone(Turn turn, string zone) => IsZone(zone) ? Settled(turn, turn.Learner.Daily with { Zone = zone }) : turn.Say(Phrase.ZoneUnreadable);

    /// <summary>An instant as the learner would say it: today, tomorrow, or a date, at an hour of their clock.</summary>
    public static string When(Turn turn, Instant instant)
    {
        var there = instant.InZone(turn.Learner.Daily.Clock);
        var time = ("time", (object)Show(there.TimeOfDay));
        return Period.DaysBetween(turn.Learner.Daily.Date(turn.Now), there.Date) switch
        {
            0 => turn.Phrases.Line(Phrase.WhenToday, time),
            1 => turn.Phrases.Line(Phrase.WhenTomorrow, time),
            _ => turn.Phrases.Line(Phrase.WhenLater, ("date", turn.Phrases.Date(there.Date)), time),
        };
    }

    /// <summary>The next daily problem: not on a day of rest or of a holiday, nor twice on a date.</summary>
    public static Instant NextDaily(Learner learner, Instant now)
    {
        var due = learner.Daily.NextAfter(now);
        while (learner.IsFree(learner.Daily.Date(due))) due = learner.Daily.NextAfter(due);
        return due;
    }

    /// <summary>The next evening reminder; null where none is wanted.</summary>
    public static Instant? NextReminder(Learner learner, Instant now)
    {
        if (learner.Reminder is not { } time) return null;
        var due = learner.Daily.NextAfter(now, time);
        while (learner.IsFree(learner.Daily.Date(due))) due = learner.Daily.NextAfter(due, time);
        return due;
    }

    /// <summary>Somebody who can be written to, and could not perhaps: what was missed meanwhile does not come late.</summary>
    public static Learner Back(Learner learner, Instant now) => learner.Reachable ? learner : learner with
    {
        Reachable = true,
        Due = learner.Due <= now ? NextDaily(learner, now) : learner.Due,
        ReminderDue = learner.ReminderDue <= now ? NextReminder(learner, now) : learner.ReminderDue,
    };

    private static Turn Settled(Turn turn, DailyHour daily)
    {
        var learner = turn.Learner with { Daily = daily, Expecting = Expecting.Reply, HasChosenHour = true };
        var due = learner.Due is null ? (Instant?)null : NextDaily(learner, turn.Now);
        turn = turn.Become(learner with { Due = due, ReminderDue = learner.ReminderDue is null ? null : NextReminder(learner, turn.Now) });
        return due is { } next
            ? turn.Say(turn.Phrases[Phrase.TimeSet, [.. Clocks(turn), ("due", When(turn, next))]])
            : turn.Say(turn.Phrases[Phrase.TimeSetStopped, Clocks(turn)]);
    }

    private static (string, object)[] Clocks(Turn turn)
    {
        var daily = turn.Learner.Daily;
        return [("time", Show(daily.Time)), ("zone", Name(turn, daily.Zone)), ("now", Show(turn.Now.InZone(daily.Clock).TimeOfDay))];
    }

    private static Button HourButton(int hour) => new(Show(new(hour, 0)), new Pressed.Hour(hour).Data);

    /// <summary>A zone as people call it.</summary>
    public static string Name(Turn turn, string zone) => turn.Phrases.Zones.FirstOrDefault(known => known.Zone == zone).Label ?? zone;

    public static string Show(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static bool IsZone(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null;

    private static Offset Offset(string zone, Instant now) => new DailyHour(LocalTime.Midnight, zone).Clock.GetUtcOffset(now);

    private static LocalTime At(string zone, Instant now) => new DailyHour(LocalTime.Midnight, zone).Clock is var clock ? now.InZone(clock).TimeOfDay : default;

    /// <summary>Clocks on walls and wrists are a few minutes off; zones are at least fifteen apart.</summary>
    private static bool IsNear(LocalTime shown, LocalTime real)
    {
        const int day = 24 * 60;
        var apart = Math.Abs(Minutes(shown) - Minutes(real));
        return Math.Min(apart, day - apart) <= 12;
    }

    private static int Minutes(LocalTime time) => time.Hour * 60 + time.Minute;

    private static LocalTime? Read(string words) =>
        Clock.Match(words) is { Success: true } match
        && int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture) is < 24 and var hour
        && (match.Groups["minute"] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0) is < 60 and var minute
            ? new LocalTime(hour, minute)
            : null;

    // "9", "09:30", "в 9", "21.15", "9 часов", "9-30"
    [GeneratedRegex(@"^\s*(?:\p{L}{1,2}\s+)?(?<hour>\d{1,2})(?:\s*[:.\-\s]\s*(?<minute>\d{2}))?\s*(?:\p{L}+\.?)?\s*$")] private static partial Regex Clock { get; }
}
