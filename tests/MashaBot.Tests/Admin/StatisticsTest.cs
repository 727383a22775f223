using MashaBot.Playground;

namespace MashaBot.Tests.Admin;

public sealed class StatisticsTest
{
    [Fact]
    public async Task The_numbers_are_told_and_remembered_for_some_minutes()
    {
        await using var office = await Office.Open();
        var anna = await office.Learner("Anna");
        await office.Bot.Ask(anna, "7");
        await office.Bot.Quiet();
        var told = (await office.Hear("/stats", message => message.Text.Contains("Как дела", StringComparison.Ordinal))).Text;
        Assert.Contains("Учеников: 2, из них задачки по расписанию получают 2", told);
        Assert.Contains("Решали сегодня: 1, за 7 дней: 1, за 30 дней: 1", told);
        Assert.Contains("проверено 1, прочитать не вышло 0", told);
        Assert.Contains("не доставлено 0", told);
        Assert.Contains("1 раз, 1.1.1 (factor-lost)", (await Asked(anna, "2")).Text);

        async Task<PlaygroundMessage> Asked(Person person, string reply)
        {
            await office.Bot.Ask(person, reply);
            Assert.Contains("проверено 1,", (await office.Hear("/stats")).Text);          // still the first count
            office.Bot.Clock.MoveOn(TimeSpan.FromMinutes(6));
            return await office.Hear("/stats", message => message.Text.Contains("проверено 2,", StringComparison.Ordinal));
        }
    }
}
