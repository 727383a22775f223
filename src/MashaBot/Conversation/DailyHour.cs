using NodaTime;
using NodaTime.TimeZones;

namespace MashaBot.Conversation;

/// <summary>The learner's hour: a time of day on a clock somewhere.</summary>
/// <param name="Zone">An IANA name, such as <c>Europe/Moscow</c>.</param>
public sealed record DailyHour(LocalTime Time, string Zone)
{
    // A zone that an older database of zones knew must not stop the learner's day.
    public DateTimeZone Clock => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? DateTimeZone.Utc;

    public LocalDate Today(Instant now) => now.InZone(Clock).Date;

    /// <summary>The first such hour after <paramref name="now"/>. An hour that a clock change skips comes as much later as the clock was put forward; one that comes twice comes the first time.</summary>
    public Instant NextAfter(Instant now)
    {
        var today = Today(now);
        var due = On(today);
        return due > now ? due : On(today.PlusDays(1));
    }

    private Instant On(LocalDate day) => Clock.ResolveLocal(day + Time, Resolvers.LenientResolver).ToInstant();
}
