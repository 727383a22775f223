using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Tests.Conversation;

public sealed class DailyTests
{
    private static readonly Duration day = Duration.FromDays(1);

    [Fact]
    public void The_first_hour_after_the_start_is_the_first_day()
    {
        var chat = new Chat().Say("/start");                     // at nine sharp: today's nine has passed
        Assert.Equal(Chat.Morning + day, chat.Learner.Due);
        Assert.Contains("завтра в 09:00", chat.Said);
    }

    [Fact]
    public void A_sitting_comes_at_the_hour_once_and_silently()
    {
        var chat = new Chat().Say("/start");
        chat.Now += day;
        chat.DayComes();
        Assert.Contains("Чему равен y?", chat.Said);
        Assert.All(chat.Answer, message => Assert.True(message.Unasked));
        chat.DayComes();
        Assert.Empty(chat.Answer);
    }

    [Fact]
    public void On_Mondays_the_week_is_summed_up_with_its_card()
    {
        var chat = new Chat().Say("/start", "/next", "6");
        chat.Now = Instant.FromUtc(2026, 11, 30, 6, 0);
        chat.DayComes();
        Assert.StartsWith("progress ru 2026-11-30", Assert.Single(chat.Answer.SelectMany(message => message.Body.Pictures())).Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chakra_is_lit_when_the_last_part_of_a_sheet_is_solved_and_not_again()
    {
        var chat = new Chat().Say("/start", "/next", "6", "9x^2", "/next", "2");
        Assert.DoesNotContain("чакра", chat.Said, StringComparison.OrdinalIgnoreCase);
        chat.Say("/next", "4; 5");
        Assert.Contains("чакра", chat.Said, StringComparison.OrdinalIgnoreCase);
        chat.Say("/next", "/skip");
        Assert.DoesNotContain("чакра", chat.Said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Before_the_hour_nothing_comes()
    {
        var chat = new Chat().Say("/start");
        chat.Now += day - Duration.FromMinutes(1);
        Assert.Empty(chat.DayComes().Answer);
    }

    [Fact]
    public void A_long_absence_is_made_up_for_by_one_problem()
    {
        var chat = new Chat().Say("/start");
        chat.Now += 10 * day;
        chat.DayComes();
        Assert.Contains("Втрое больше", chat.Said);
        Assert.Empty(chat.DayComes().Answer);
        Assert.Equal(Chat.Morning + 11 * day, chat.Learner.Due);
    }

    [Fact]
    public void An_open_question_is_brought_back_instead_of_a_new_one()
    {
        var chat = new Chat().Say("/start", "/next", "6");
        chat.Now += day;
        chat.DayComes();
        Assert.Contains("через x", chat.Said);
        Assert.Equal("1.1.2", chat.Learner.Asked!.Part.ToString());
    }

    [Fact]
    public void After_a_stop_nothing_comes_until_the_next_start()
    {
        var chat = new Chat().Say("/start", "/stop");
        chat.Now += day;
        Assert.Empty(chat.DayComes().Answer);
        chat.Say("/next", "6", "/start");
        Assert.Contains("С возвращением", chat.Said);
        Assert.Single(chat.Learner.Parts);
        chat.Now += day;
        Assert.NotEmpty(chat.DayComes().Answer);
    }

    [Fact]
    public void Who_blocked_the_bot_gets_nothing_and_who_comes_back_keeps_everything()
    {
        var chat = new Chat().Say("/start", "/next", "6").Take(new Incoming.Blocked());
        Assert.Null(chat.Learner.Tick);                                        // nobody waits for the day of whom nobody can reach
        chat.Now += day;
        Assert.Empty(chat.DayComes().Answer);
        chat.Say("/start");
        Assert.NotNull(chat.Learner.Due);
        Assert.Single(chat.Learner.Parts);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Who_unblocks_the_bot_without_starting_it_anew_has_the_daily_problem_again_at_its_next_hour(bool writes)
    {
        var chat = new Chat().Say("/start", "/next").Take(new Incoming.Blocked());
        chat.Now += 30 * day + Duration.FromHours(1);
        if (writes) chat.Say("6");
        else chat.Take(new Incoming.Unblocked());
        Assert.Equal(Chat.Morning + 31 * day, chat.Learner.Due);
        chat.Now = chat.Learner.Due!.Value;
        Assert.NotEmpty(chat.DayComes().Answer);
    }

    [Fact]
    public void A_refusal_that_was_on_its_way_when_they_came_back_takes_nothing_from_them()
    {
        var chat = new Chat().Say("/start", "/next");
        var due = chat.Learner.Due;
        Assert.Equal(due, chat.Take(new Incoming.Blocked()).Take(new Incoming.Unblocked()).Learner.Due);
    }

    [Fact]
    public void Who_had_stopped_it_before_stays_without()
    {
        var chat = new Chat().Say("/start", "/stop").Take(new Incoming.Blocked()).Take(new Incoming.Unblocked()).Say("/next");
        Assert.Null(chat.Learner.Due);
    }

    [Theory, InlineData("/time 8:30"), InlineData("/time 08.30"), InlineData("/time 8-30")]
    public void The_hour_can_be_said_at_once(string command) =>
        Assert.Equal(new LocalTime(8, 30), new Chat().Say("/start", command).Learner.Daily.Time);

    [Fact]
    public void The_hour_can_be_pressed_and_the_day_moves()
    {
        var chat = new Chat().Say("/start", "/time").PressData("hour 12");
        Assert.Equal(Chat.Morning + Duration.FromHours(3), chat.Learner.Due);
        Assert.Contains("сегодня в 12:00", chat.Said);
    }

    [Theory, InlineData("25"), InlineData("8:77"), InlineData("утром")]
    public void What_is_no_hour_is_asked_again(string words)
    {
        var chat = new Chat().Say("/start", "/time", words);
        Assert.Contains("21:30", chat.Said);
        Assert.Equal(new LocalTime(7, 15), chat.Say("7:15").Learner.Daily.Time);
    }

    [Fact]
    public void The_zone_is_learned_from_what_the_learners_clock_shows()
    {
        var chat = new Chat().Say("/start", "/time").Press(Phrase.ButtonZone).Say("11:02");     // 06:00 UTC: five hours ahead
        Assert.Contains("поясов", chat.Said);
        chat.PressData("zone Asia/Yekaterinburg");
        Assert.Equal("Asia/Yekaterinburg", chat.Learner.Daily.Zone);
        Assert.Equal(Instant.FromUtc(2026, 11, 25, 4, 0), chat.Learner.Due);
    }

    [Theory, InlineData("Asia/Omsk", "Asia/Omsk"), InlineData("Самара", "Europe/Samara"), InlineData("самара", "Europe/Samara")]
    public void The_zone_may_be_named(string words, string zone)
    {
        var chat = new Chat().Say("/start").PressData("zone");
        Assert.Equal(zone, chat.Say(words).Learner.Daily.Zone);
    }

    [Fact]
    public void A_command_ends_the_question_about_the_hour()
    {
        var chat = new Chat().Say("/start", "/time", "/next", "6");
        Assert.StartsWith("✅", chat.Said);
    }

    [Fact]
    public void Clock_changes_move_nobodys_hour()
    {
        var berlin = new DailyHour(new(9, 0), "Europe/Berlin");
        var saturday = Instant.FromUtc(2026, 10, 24, 7, 0);                                        // 09:00 in summer time
        Assert.Equal(Instant.FromUtc(2026, 10, 25, 8, 0), berlin.NextAfter(saturday));            // 09:00 in winter time: 25 hours later
    }

    [Fact]
    public void An_hour_that_a_clock_change_skips_still_comes_that_day()
    {
        var berlin = new DailyHour(new(2, 30), "Europe/Berlin");
        var due = berlin.NextAfter(Instant.FromUtc(2026, 3, 28, 12, 0));
        Assert.Equal(new LocalDate(2026, 3, 29), berlin.Date(due));
    }

    [Fact]
    public void An_hour_that_comes_twice_is_used_once()
    {
        var berlin = new DailyHour(new(2, 30), "Europe/Berlin");
        var first = berlin.NextAfter(Instant.FromUtc(2026, 10, 24, 12, 0));
        Assert.Equal(Instant.FromUtc(2026, 10, 25, 0, 30), first);
        Assert.Equal(new LocalDate(2026, 10, 26), berlin.Date(berlin.NextAfter(first)));
    }

    [Fact]
    public void Days_in_a_row_are_counted_and_told()
    {
        var chat = new Chat().Say("/start", "/next", "6");
        chat.Now += day;
        chat.Say("9x^2", "/progress");
        Assert.Contains("2 дня подряд", chat.Said);
        Assert.Contains("2 из 4", chat.Said);
    }
}
