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

    public static Turn AskZone(Turn turn) => turn.Become(turn.Learner with { Expecting = Expecting.LocalTime }).Say(Phrase.ZoneAsk);

    /// <summary>What the learner's clock shows leaves a few zones to choose from; a zone's name is taken as it is.</summary>
    public static Turn OnLocalTime(Turn turn, string words)
    {
        var named = turn.Phrases.Zones.FirstOrDefault(zone => zone.Label.Split(", ").Contains(words.Trim(), StringComparer.OrdinalIgnoreCase));
        if (named.Zone is not null) return OnZone(turn, named.Zone);
        if (IsZone(words.Trim())) return OnZone(turn, words.Trim());
        var fitting = Read(words) is { } shown ? turn.Phrases.Zones.Where(zone => IsNear(shown, At(zone.Zone, turn.Now))).ToArray() : [];
        return fitting switch
        {
            [] => turn.Say(Phrase.ZoneUnreadable),
            [var (only, _)] => OnZone(turn, only),
            _ => turn.Say(turn.Phrases[Phrase.ZoneChoose], [.. fitting.Select(zone => ImmutableArray.Create(new Button(zone.Label, new Pressed.Zone(zone.Zone).Data)))]),
        };
    }

    public static Turn OnZone(Turn turn, string zone) => IsZone(zone) ? Settled(turn, turn.Learner.Daily with { Zone = zone }) : turn.Say(Phrase.ZoneUnreadable);

    /// <summary>An instant as the learner would say it: today, tomorrow, or a date, at an hour of their clock.</summary>
    public static string When(Turn turn, Instant instant)
    {
        var there = instant.InZone(turn.Learner.Daily.Clock);
        var time = ("time", (object)Show(there.TimeOfDay));
        return Period.DaysBetween(turn.Learner.Daily.Today(turn.Now), there.Date) switch
        {
            0 => turn.Phrases.Line(Phrase.WhenToday, time),
            1 => turn.Phrases.Line(Phrase.WhenTomorrow, time),
            _ => turn.Phrases.Line(Phrase.WhenLater, ("date", there.Date.ToString("dd.MM", CultureInfo.InvariantCulture)), time),
        };
    }

    private static Turn Settled(Turn turn, DailyHour daily)
    {
        var due = turn.Learner.Due is null ? (Instant?)null : daily.NextAfter(turn.Now);
        turn = turn.Become(turn.Learner with { Daily = daily, Due = due, Expecting = Expecting.Reply });
        return due is { } next
            ? turn.Say(turn.Phrases[Phrase.TimeSet, [.. Clocks(turn), ("due", When(turn, next))]])
            : turn.Say(turn.Phrases[Phrase.TimeSetStopped, Clocks(turn)]);
    }

    private static (string, object)[] Clocks(Turn turn)
    {
        var daily = turn.Learner.Daily;
        var label = turn.Phrases.Zones.FirstOrDefault(zone => zone.Zone == daily.Zone).Label ?? daily.Zone;
        return [("time", Show(daily.Time)), ("zone", label), ("now", Show(turn.Now.InZone(daily.Clock).TimeOfDay))];
    }

    private static Button HourButton(int hour) => new(Show(new(hour, 0)), new Pressed.Hour(hour).Data);

    private static string Show(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static bool IsZone(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null;

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
