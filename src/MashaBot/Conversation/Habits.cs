using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>How the habit is kept, as the learner wishes: reminder, days of rest, holidays, whether days are counted.</summary>
internal static class Habits
{
    private const int LongestPause = 90;      // days
    private static readonly ImmutableArray<int> pauses = [3, 7, 14, 30];
    private static readonly ImmutableArray<int> evenings = [18, 19, 20, 21, 22];

    /// <summary><c>/settings</c>: everything that can be set, with a button for each.</summary>
    public static Turn Settings(Turn turn)
    {
        var (learner, phrases) = (turn.Learner, turn.Phrases);
        var said = phrases[Phrase.Settings,
            ("time", Timetable.Show(learner.Daily.Time)), ("zone", Timetable.Name(turn, learner.Daily.Zone)),
            ("reminder", learner.Reminder is { } hour ? Timetable.Show(hour) : phrases.Line(Phrase.SettingsNone)),
            ("rest", learner.Rest.IsEmpty ? phrases.Line(Phrase.SettingsNone) : string.Join(", ", learner.Rest.Select(day => phrases.Weekday(day)))),
            ("streak", phrases.Line(learner.CountsDays ? Phrase.SettingsOn : Phrase.SettingsOff)),
            ("order", phrases.Line(learner.Order == CourseOrder.Mixed ? Phrase.OrderMixed : Phrase.OrderSheets)),
            ("form", phrases.Line(FormName(learner.Form)))];
        return turn.Say(said,
            [Button(turn, Phrase.ButtonHour, new Pressed.AskHour()), Button(turn, Phrase.ButtonZone, new Pressed.AskZone())],
            [Button(turn, Phrase.ButtonReminder, new Pressed.AskReminder()), Button(turn, Phrase.ButtonRest, new Pressed.AskRest())],
            [Button(turn, Phrase.ButtonStreak, new Pressed.CountDays(!learner.CountsDays)), Button(turn, Phrase.ButtonOrder, new Pressed.Order(learner.Order == CourseOrder.Mixed ? CourseOrder.Sheets : CourseOrder.Mixed))],
            [Button(turn, Phrase.ButtonForm, new Pressed.AskForm()), Button(turn, Phrase.ButtonLanguage, new Pressed.AskLanguage())]);
    }

    public static Turn AskReminder(Turn turn) => turn.Say(turn.Phrases[Phrase.ReminderAsk],
        [.. evenings.Select(hour => new Button(Timetable.Show(new(hour, 0)), new Pressed.Reminder(hour).Data))],
        [Button(turn, Phrase.ButtonNoReminder, new Pressed.Reminder(null))]);

    public static Turn SetReminder(Turn turn, int? hour)
    {
        var learner = turn.Learner with { Reminder = hour is { } set ? new LocalTime(set, 0) : null };
        turn = turn.Become(learner with { ReminderDue = learner.Due is null ? null : Timetable.NextReminder(learner, turn.Now) });
        return hour is { } wanted ? turn.Say(Phrase.ReminderSet, ("time", Timetable.Show(new(wanted, 0)))) : turn.Say(Phrase.ReminderOff);
    }

    /// <summary>Seven days to tap on and off; not all of them.</summary>
    public static Turn AskRest(Turn turn) => turn.Say(turn.Phrases[Phrase.RestAsk], [.. Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None)
        .Select(day => new Button((turn.Learner.Rest.Contains(day) ? "☾ " : "") + turn.Phrases.Weekday(day), new Pressed.Rest(day).Data))
        .Chunk(4).Select(row => row.ToImmutableArray())]);

    public static Turn ToggleRest(Turn turn, IsoDayOfWeek day)
    {
        var rest = turn.Learner.Rest.SymmetricExcept([day]);
        if (rest.Count == 7) return turn.Say(Phrase.RestAll);
        var learner = turn.Learner with { Rest = rest };
        return AskRest(turn.Become(learner with { Due = learner.Due is null ? null : Timetable.NextDaily(learner, turn.Now) }));
    }

    public static Turn CountDays(Turn turn, bool counts) =>
        turn.Become(turn.Learner with { CountsDays = counts }).Say(counts ? Phrase.StreakOn : Phrase.StreakOff);

    /// <summary><c>/pause</c>, or with a number of days at once: <c>/pause 10</c>.</summary>
    public static Turn Pause(Turn turn, string argument)
    {
        if (argument.Length == 0)
            return turn.Say(turn.Phrases[Phrase.PauseAsk], [.. pauses.Select(days => new Button(turn.Phrases.Line(Phrase.ButtonPause, ("days", days)), new Pressed.Pause(days).Data)).Chunk(2).Select(row => row.ToImmutableArray())]);
        var number = argument.Split(' ')[0];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted is >= 1 and <= LongestPause
            ? SetPause(turn, wanted)
            : turn.Say(Phrase.PauseUnreadable, ("most", LongestPause));
    }

    public static Turn SetPause(Turn turn, int days)
    {
        if (days is < 1 or > LongestPause) return turn.Say(Phrase.PauseUnreadable, ("most", LongestPause));
        var today = turn.Learner.Daily.Day(turn.Now);
        var learner = turn.Learner with { Pause = new(today, today.PlusDays(days + 1)), Unanswered = 0 };
        var due = Timetable.NextDaily(learner, turn.Now);
        turn = turn.Become(learner with { Due = due, ReminderDue = Timetable.NextReminder(learner, turn.Now) });
        return turn.Say(Phrase.PauseSet, ("due", Timetable.When(turn, due)));
    }

    public static Turn SetOrder(Turn turn, CourseOrder order) =>
        turn.Become(turn.Learner with { Order = order }).Say(order == CourseOrder.Mixed ? Phrase.OrderMixedSet : Phrase.OrderSheetsSet);

    public static Phrase FormName(MessageForm form) => form switch
    {
        MessageForm.Rich => Phrase.FormRichName,
        MessageForm.Pictures => Phrase.FormPicturesName,
        _ => Phrase.FormPlainName,
    };

    private static Button Button(Turn turn, Phrase label, Pressed pressed) => new(turn.Phrases.Line(label), pressed.Data);
}
