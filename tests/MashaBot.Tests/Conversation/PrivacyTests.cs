using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Tests.Conversation;

public sealed class PrivacyTests
{
    [Fact]
    public void What_is_kept_is_told_and_given_on_request()
    {
        var chat = new Chat().Say("/start", "/privacy");
        Assert.Contains("Что я о тебе храню", chat.Said);
        chat.Press(Phrase.ButtonExport);
        Assert.IsType<Request.Export>(Assert.Single(chat.Requests));
        Assert.IsType<Request.Export>(Assert.Single(chat.Say("/export").Requests));
    }

    [Fact]
    public void Nothing_is_deleted_before_it_is_confirmed()
    {
        var chat = new Chat().Say("/start", "/next", "6", "/forget");
        Assert.Empty(chat.Requests);
        Assert.Contains("Вернуть потом не получится", chat.Said);
        chat.Press(Phrase.ButtonForgetSure);
        Assert.IsType<Request.Forget>(Assert.Single(chat.Requests));
    }

    [Fact]
    public void A_verdict_that_the_learner_disagrees_with_goes_on_with_the_reply_and_the_figures()
    {
        var chat = new Chat().Say("/start", "/next", "7").Press(Phrase.ButtonComplain);
        var complaint = Assert.IsType<Request.Complain>(Assert.Single(chat.Requests)).Case;
        Assert.Equal(new Complaint(new(7), new(new(1, 1), 1), VariantId.Book, "7", "wrong", Chat.Morning), complaint);
        Assert.Contains("Передам человеку", chat.Said);
    }

    [Fact]
    public void A_question_can_be_complained_of_before_it_is_answered()
    {
        var chat = new Chat().Say("/start", "/next").Press(Phrase.ButtonComplain);
        Assert.Null(Assert.IsType<Request.Complain>(Assert.Single(chat.Requests)).Case.Reply);
    }

    [Fact]
    public void Every_verdict_and_every_question_can_be_complained_of()
    {
        var chat = new Chat().Say("/start", "/next");
        foreach (var said in new[] { "7", "9*", "2", "6" })
        {
            chat.Say(said);
            Assert.Contains(chat.Answer.First(message => message.Reaction is null).Buttons.SelectMany(row => row), button => button.Data.StartsWith("complain ", StringComparison.Ordinal));
        }
        Assert.Contains(chat.Answer[^1].Buttons.SelectMany(row => row), button => button.Data == "complain 1.1.2 book");
    }
}
