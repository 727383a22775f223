using MashaBot.Conversation;
using MashaBot.Pictures;
using MashaBot.Sheets;
using MashaBot.Sheets.Drawings;
using NodaTime;

namespace MashaBot.Tests.Conversation;

public class ProgressCardTests
{
    [Fact]
    public void Progress_is_told_with_a_card_that_can_be_drawn_from_its_name()
    {
        var chat = new Chat().Say("/start", "/next", "6");
        chat.Now += Duration.FromDays(1);
        chat.Say("9x^2", "/progress");
        var picture = Assert.Single(chat.Answer.SelectMany(message => message.Body.Blocks).OfType<Block.Picture>());
        var card = Assert.IsType<ProgressDrawing>(ProgressCard.Drawing(picture.Id.Name, TinyCourse.Course, TinyCourse.Phrasebook));
        Assert.Equal((2, 4), (Assert.Single(card.Sheets).Done, card.Sheets[0].All));
        Assert.Equal([1, 1], card.Calendar.Counts);
        Assert.Equal(new(2026, 11, 25), card.Calendar.Today);
        Assert.Equal("ноя", card.Calendar.Months[10]);
        Assert.Contains("2 дня подряд", card.Facts);
        Assert.NotEmpty(Painter.Png(card));
    }

    [Fact]
    public void A_card_speaks_the_learners_language()
    {
        var card = Assert.IsType<ProgressDrawing>(ProgressCard.Drawing("progress en 2026-11-25 1 1:2/4 0102", TinyCourse.Course, TinyCourse.Phrasebook));
        Assert.Equal(["2 of 4 solved"], card.Facts);
        Assert.Equal([0, 1, 0, 2], card.Calendar.Counts);
    }

    [Theory, InlineData("backprop x at x=1"), InlineData("progress"), InlineData("progress ru 2026-11-25 x 1:2/3 0"), InlineData("progress ru 2026-11-25 1 1:2/3 ")]
    public void Other_names_are_no_cards(string name) => Assert.Null(ProgressCard.Drawing(name, TinyCourse.Course, TinyCourse.Phrasebook));
}
