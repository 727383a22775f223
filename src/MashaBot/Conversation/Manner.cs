using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>How the bot speaks with a learner: in what language, and in what form its formulas come.</summary>
internal static class Manner
{
    /// <summary>A formula as rich messages show it, and beside it in words that every client shows the question whether it is seen.</summary>
    public static Turn AskForm(Turn turn, Phrase question)
    {
        var sample = new Message(turn.Phrases[Phrase.FormSample]) { Form = MessageForm.Rich, Unasked = turn.Unasked };
        turn = turn with { Said = turn.Said.Add(sample) };
        return turn.Say(turn.Phrases[question],
            [Button(turn, question == Phrase.FormFirst ? Phrase.ButtonFormFirst : Phrase.ButtonFormRich, MessageForm.Rich)],
            [Button(turn, Phrase.ButtonFormPictures, MessageForm.Pictures), Button(turn, Phrase.ButtonFormPlain, MessageForm.Plain)]);
    }

    public static Turn SetForm(Turn turn, MessageForm form) => turn.Become(turn.Learner with { Form = form, HasChosenForm = true }).Say(form switch
    {
        MessageForm.Rich => Phrase.FormRich,
        MessageForm.Pictures => Phrase.FormPictures,
        _ => Phrase.FormPlain,
    });

    /// <summary>Each language by its own name.</summary>
    public static Turn AskLanguage(Turn turn, Phrasebook phrasebook) => turn.Say(turn.Phrases[Phrase.LanguageAsk],
        [.. phrasebook.Languages.Select(language => new Button(phrasebook[language].Line(Phrase.LanguageName), new Pressed.Speak(language).Data))]);

    public static Turn Speak(Turn turn, Language language, Phrasebook phrasebook) =>
        (turn.Become(turn.Learner with { Language = language }) with { Phrases = phrasebook[language] }).Say(Phrase.LanguageSet);

    private static Button Button(Turn turn, Phrase label, MessageForm form) => new(turn.Phrases.Line(label), new Pressed.Form(form).Data);
}
