using NodaTime;
using NodaTime.TimeZones;

namespace MashaBot.Conversation;

/// <summary>The learner's hour: a time of day on a clock somewhere.</summary>
/// <param name="Zone">An IANA name, such as <c>Europe/Moscow</c>.</param>
public sealed record DailyHour(LocalTime Time, string Zone)
{
    /// <summary>Who works past midnight works on the same day still.</summary>
    private static readonly Period night = Period.FromHours(4);

    // A zone that an older database of zones knew must not stop the learner's day.
    public DateTimeZone Clock => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? DateTimeZone.Utc;

    /// <summary>The date in the calendar.</summary>
    public LocalDate Date(Instant now) => now.InZone(Clock).Date;

    /// <summary>The day of learning: it ends at four in the morning.</summary>
    public LocalDate Day(Instant now) => (now.InZone(Clock).LocalDateTime - night).Date;

    /// <summary>The first such hour after <paramref name="now"/>. An hour that a clock change skips comes as much later as the clock was put forward; one that comes twice comes the first time.</summary>
    public Instant NextAfter(Instant now) => NextAfter(now, Time);

    /// <summary>The first <paramref name="time"/> after <paramref name="now"/> on the same clock.</summary>
    public Instant NextAfter(Instant now, LocalTime time)
    {
        var today = Date(now);
        var due = On(today, time);
        return due > now ? due : On(today.PlusDays(1), time);
    }

    /// <summary>The hour on a given date.</summary>
    public Instant On(LocalDate date) => On(date, Time);

    private Instant On(LocalDate date, LocalTime time) => Clock.ResolveLocal(date + time, Resolvers.LenientResolver).ToInstant();
}
