using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>What is kept of a learner, and how they get it or get rid of it; and the cases in which they think that the bot is wrong.</summary>
internal static class Privacy
{
    public static Turn Tell(Turn turn) => turn.Say(turn.Phrases[Phrase.Privacy],
        [Button(turn, Phrase.ButtonExport, new Pressed.Export()), Button(turn, Phrase.ButtonForget, new Pressed.AskForget())]);

    public static Turn Export(Turn turn) => turn.Say(Phrase.Export).Request(new Request.Export());

    public static Turn AskForget(Turn turn) => turn.Say(turn.Phrases[Phrase.ForgetSure], [Button(turn, Phrase.ButtonForgetSure, new Pressed.Forget())]);

    public static Turn Forget(Turn turn) => turn.Say(Phrase.Forgotten).Request(new Request.Forget());

    /// <summary>The last reply goes with the case if it was to this question.</summary>
    public static Turn Complain(Turn turn, PartId part, VariantId variant)
    {
        var last = turn.Learner.LastJudged is { } judged && judged.Part == part && judged.Variant == variant ? judged : null;
        return turn.Say(Phrase.ComplaintKept).Request(new Request.Complain(new(turn.Learner.Id, part, variant, last?.Reply, last?.Verdict, turn.Now)));
    }

    public static Button ComplainButton(Turn turn, PartId part, VariantId variant) => Button(turn, Phrase.ButtonComplain, new Pressed.Complain(part, variant));

    private static Button Button(Turn turn, Phrase label, Pressed pressed) => new(turn.Phrases.Line(label), pressed.Data);
}
