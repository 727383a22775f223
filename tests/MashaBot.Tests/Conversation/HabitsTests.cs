using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Tests.Conversation;

public sealed class HabitsTests
{
    private static readonly Duration day = Duration.FromDays(1);

    [Fact]
    public void Settings_name_everything_that_is_set()
    {
        var chat = new Chat().Say("/start", "/settings");
        Assert.Contains("09:00", chat.Said);
        Assert.Contains("Москва", chat.Said);
        chat.Press(Phrase.ButtonRest).PressData("rest Sunday").Say("/settings");
        Assert.Contains("вс", chat.Said);
    }

    [Fact]
    public void On_a_day_of_rest_nothing_comes()
    {
        var chat = new Chat().Say("/start").PressData("rest Wednesday");               // tomorrow
        Assert.Equal(Chat.Morning + 2 * day, chat.Learner.Due);
        chat.PressData("rest Wednesday");
        Assert.Equal(Chat.Morning + day, chat.Learner.Due);
    }

    [Fact]
    public void Not_every_day_can_be_one_of_rest()
    {
        var chat = new Chat().Say("/start");
        foreach (var weekday in Enum.GetValues<IsoDayOfWeek>().Where(weekday => weekday != IsoDayOfWeek.None)) chat.PressData($"rest {weekday}");
        Assert.Equal(6, chat.Learner.Rest.Count);
        Assert.Contains("каникулы", chat.Said);
    }

    [Fact]
    public void A_reminder_comes_in_the_evening_of_a_day_without_a_reply_only()
    {
        var chat = new Chat().Say("/start", "/next").PressData("reminder 20");
        chat.Now += Duration.FromHours(11);                                            // 20:00
        Assert.Single(chat.DayComes().Answer);
        Assert.All(chat.Answer, message => Assert.True(message.Unasked));
        Assert.Empty(chat.DayComes().Answer);
        chat.Say("6");
        chat.Now += day;
        chat.DayComes();                                                               // the day's problem of the next day was due too
        Assert.DoesNotContain(chat.Answer, message => message.Body.ToText().Contains("карандаш про"));
        Assert.Equal(Chat.Morning + Duration.FromHours(11) + 2 * day, chat.Learner.ReminderDue);
    }

    [Fact]
    public void Who_has_answered_today_is_not_reminded()
    {
        var chat = new Chat().Say("/start", "/next", "6").PressData("reminder 20");
        chat.Now += Duration.FromHours(11);
        Assert.Empty(chat.DayComes().Answer);
        chat.PressData("reminder off");
        Assert.Null(chat.Learner.Tick - chat.Learner.Due is { } later && later != Duration.Zero ? later : null);
        Assert.Null(chat.Learner.ReminderDue);
    }

    [Fact]
    public void On_a_holiday_nothing_comes_and_nothing_is_missed()
    {
        var chat = new Chat().Say("/start", "/next", "6", "/pause 10");
        Assert.Equal(Chat.Morning + 11 * day, chat.Learner.Due);
        chat.Now += 11 * day;
        chat.Say("9x^2");
        Assert.Equal(2, chat.Learner.Streak.Days);
    }

    [Theory, InlineData("/pause 0"), InlineData("/pause 1000"), InlineData("/pause неделя")]
    public void A_holiday_is_a_number_of_days(string command)
    {
        var chat = new Chat().Say("/start", command);
        Assert.Null(chat.Learner.Pause);
        Assert.Contains("/pause 10", chat.Said);
    }

    [Fact]
    public void Who_does_not_come_is_called_less_and_at_last_left_in_peace()
    {
        var chat = new Chat().Say("/start");
        var came = new List<Instant>();
        while (chat.Learner.Due is { } due && came.Count < 100)
        {
            chat.Now = due;
            chat.DayComes();
            came.Add(due);
        }
        Assert.Equal(10, came.Count);
        Assert.Contains("/start", chat.Said);
        Assert.Equal(day, came[4] - came[3]);
        Assert.Equal(7 * day, came[8] - came[7]);
        chat.Say("/start");
        Assert.NotNull(chat.Learner.Due);
        Assert.Equal(0, chat.Learner.Unanswered);
    }

    [Fact]
    public void On_Monday_the_last_week_is_told_once()
    {
        var chat = new Chat().Say("/start", "/next", "6", "9x^2");
        chat.Now = Chat.Morning + 6 * day;                                             // Monday, nine
        chat.DayComes();
        Assert.Contains("1 день", chat.Said);
        Assert.Contains("2 пункта", chat.Said);
        chat.Now += day;
        chat.DayComes();
        Assert.DoesNotContain("2 пункта", chat.Said);
    }

    [Fact]
    public void Days_need_not_be_counted()
    {
        var chat = new Chat().Say("/start", "/next", "6");
        chat.Now += day;
        chat.Say("9x^2").PressData("streak off").Say("/progress");
        Assert.DoesNotContain("подряд", chat.Said);
        Assert.Contains("2 дня подряд", chat.PressData("streak on").Say("/progress").Said);
    }

    [Fact]
    public void The_hour_is_asked_for_after_the_first_sitting_and_not_again()
    {
        var chat = new Chat().Say("/start", "/next", "6", "9x^2");
        Assert.Contains("Выбери час", chat.Said);
        chat.PressData("hour 20").Say("/next", "2");
        Assert.DoesNotContain("Выбери час", chat.Said);
    }

    [Fact]
    public void The_time_that_a_clock_shows_can_be_tapped()
    {
        var chat = new Chat().Say("/start").PressData("zone");
        Assert.Contains(chat.Buttons, button => button.Label == "11:00");              // 06:00 UTC: five hours ahead
        chat.PressData(chat.Buttons.First(button => button.Label == "11:00").Data);
        Assert.Contains(chat.Buttons, button => button.Data == "zone Asia/Yekaterinburg");
    }
}
