using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Tests.Conversation;

public sealed class DiaryTests
{
    private static readonly LocalDate monday = new(2026, 11, 23);

    [Fact]
    public void A_day_adds_up()
    {
        var diary = Diary.Empty.Add(monday, 0, 1).Add(monday, 1, 1).Add(monday.PlusDays(3), 2, 2);
        Assert.Equal(new Diary.Day(1, 2), diary.On(monday));
        Assert.Equal(default, diary.On(monday.PlusDays(1)));
        Assert.Equal(new Diary.Day(2, 2), diary.On(monday.PlusDays(3)));
        Assert.Equal(default, diary.On(monday.PlusDays(-1)));
        Assert.Equal((2, 3), diary.WeekBefore(monday.PlusDays(7)));
        Assert.Equal((1, 2), diary.WeekBefore(monday.PlusDays(8)));
    }

    [Fact]
    public void Half_a_year_is_kept_and_no_more()
    {
        var diary = Enumerable.Range(0, 400).Aggregate(Diary.Empty, (diary, day) => diary.Add(monday.PlusDays(day), 1, 1));
        Assert.Equal(182, diary.Days.Length);
        Assert.Equal(monday.PlusDays(399 - 181), diary.First);
        Assert.Equal(new Diary.Day(1, 1), diary.On(monday.PlusDays(399)));
    }

    [Fact]
    public void After_years_away_it_begins_again()
    {
        var diary = Diary.Empty.Add(monday, 1, 1).Add(monday.PlusDays(2000), 1, 1);
        Assert.Equal((monday.PlusDays(2000), 1), (diary.First!.Value, diary.Days.Length));
    }

    [Fact]
    public void A_clock_set_back_by_a_day_is_forgiven()
    {
        var diary = Diary.Empty.Add(monday, 1, 1).Add(monday.PlusDays(1), 1, 1).Add(monday, 1, 1);
        Assert.Equal(new Diary.Day(2, 2), diary.On(monday));
    }
}
