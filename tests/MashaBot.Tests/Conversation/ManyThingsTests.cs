using System.Text;
using CsCheck;
using MashaBot.Conversation;

namespace MashaBot.Tests.Conversation;

/// <summary>Everything that is not an answer is answered too.</summary>
public sealed class ManyThingsTests
{
    [Theory]
    [InlineData(MediaKind.Photo), InlineData(MediaKind.Sticker), InlineData(MediaKind.Voice), InlineData(MediaKind.Video)]
    [InlineData(MediaKind.Document), InlineData(MediaKind.Location), InlineData(MediaKind.Contact), InlineData(MediaKind.Poll), InlineData(MediaKind.Other)]
    public void Media_are_answered_and_cost_nothing(MediaKind kind)
    {
        var chat = new Chat().Say("/next");
        var asked = chat.Learner.Asked;
        chat.Take(new Incoming.Media(kind));
        Assert.NotEmpty(chat.Said);
        Assert.Equal(asked, chat.Learner.Asked);
    }

    [Fact]
    public void A_letter_of_4000_characters_is_not_judged()
    {
        var chat = new Chat().Say("/next", new string('я', 4000));
        Assert.Contains("только сам ответ", chat.Said);
        Assert.Empty(chat.Attempts);
    }

    [Fact]
    public void An_unknown_command_is_named_and_help_is_offered()
    {
        var chat = new Chat().Say("/dance now");
        Assert.Contains("/dance", chat.Said);
        Assert.Contains("/help", chat.Said);
    }

    [Fact]
    public void A_command_with_the_bots_name_is_the_command() => Assert.Contains("Чему равен y?", new Chat().Say("/next@MashaBot").Said);

    [Theory, InlineData("не знаю"), InlineData("Не знаю…"), InlineData("ХЗ")]
    public void Not_knowing_is_met_with_a_hint_on_offer(string words)
    {
        var chat = new Chat().Say("/next", words);
        Assert.Empty(chat.Attempts);
        chat.Press(Phrase.ButtonHint);
        Assert.Contains("Первая подсказка", chat.Said);
    }

    [Theory, InlineData("привет"), InlineData("спасибо!"), InlineData("6"), InlineData("не знаю")]
    public void Words_without_a_question_are_answered(string words) => Assert.NotEmpty(new Chat().Say(words).Said);

    [Theory, InlineData("/hint"), InlineData("/solution"), InlineData("/skip")]
    public void Help_without_a_question_leads_to_the_next_one(string command)
    {
        var chat = new Chat().Say(command).Press(Phrase.ButtonNext);
        Assert.Contains("Чему равен y?", chat.Said);
    }

    [Fact]
    public void A_button_of_a_part_that_has_ended_does_no_harm()
    {
        var chat = new Chat().Say("/next", "6").PressData("skip 1.1.1");
        Assert.Equal("1.1.2", chat.Learner.Asked!.Part.ToString());
        chat.PressData("hint 1.1.1");
        Assert.Equal(0, chat.Learner.Asked!.Hints);
    }

    [Fact]
    public void Whatever_comes_is_answered_with_buttons_that_Telegram_takes_and_the_same_again_gives_the_same()
    {
        Something.Array[1, 25].Sample(things =>
        {
            var (chat, twin) = (new Chat(), new Chat());
            foreach (var thing in things)
            {
                if (thing is Incoming.DayCame) (chat.Now, twin.Now) = (chat.Now.Plus(NodaTime.Duration.FromDays(1)), twin.Now.Plus(NodaTime.Duration.FromDays(1)));
                chat.Take(thing);
                twin.Take(thing);
                Assert.Equal(chat.Said, twin.Said);
                Assert.All(chat.Answer, message => Assert.NotEmpty(message.Body.Blocks));
                Assert.All(chat.Answer.SelectMany(message => message.Buttons), row => Assert.NotEmpty(row));
                Assert.All(chat.Buttons, button => Assert.InRange(Encoding.UTF8.GetByteCount(button.Data), 1, 64));
                if (thing is not (Incoming.Blocked or Incoming.Unblocked or Incoming.DayCame)) Assert.NotEmpty(chat.Answer);
            }
        }, iter: 300);
    }

    private static Gen<Incoming>[] Constants(params Incoming[] things) => [.. things.Select(thing => Gen.Const(thing))];

    private static readonly Gen<Incoming> Something = Gen.OneOf(
        Gen.OneOf(Constants(
            new Incoming.Text("/start"), new Incoming.Text("/next"), new Incoming.Text("/hint"), new Incoming.Text("/solution"), new Incoming.Text("/skip"),
            new Incoming.Text("/progress"), new Incoming.Text("/time"), new Incoming.Text("/stop"), new Incoming.Text("/plain"), new Incoming.Text("/help"),
            new Incoming.Text("6"), new Incoming.Text("9x²"), new Incoming.Text("2"), new Incoming.Text("4; 5"), new Incoming.Text("(4; 6"), new Incoming.Text("8:30"),
            new Incoming.Press("next"), new Incoming.Press("question"), new Incoming.Press("hint 1.1.1"), new Incoming.Press("show 1.1.1 book"), new Incoming.Press("zone"),
            new Incoming.Press("hour 8"), new Incoming.Press("zone Europe/Berlin"), new Incoming.Press("repair 1.1.1"), new Incoming.Press("skip 1.2.1"),
            new Incoming.Edited("6", 1), new Incoming.Media(MediaKind.Photo), new Incoming.Blocked(), new Incoming.Unblocked(), new Incoming.DayCame())),
        Gen.String[0, 60].Select(text => (Incoming)new Incoming.Text(text)),
        Gen.String[0, 60].Select(text => (Incoming)new Incoming.Press(text)));
}
