using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <content>Replies to questions that stand further up in the chat.</content>
internal sealed partial class Lesson
{
    private const int ShownKept = 12;       // questions in the chat that a reply may still answer

    /// <summary>A question stands in the chat: what is replied to it later will be known.</summary>
    public static Turn Asked(Turn turn, int message, Asking about) =>
        turn.Become(turn.Learner with { Shown = [.. turn.Learner.Shown.TakeLast(ShownKept - 1), new(message, about)] });

    /// <summary>A reply to an earlier question's own message is judged by that question; null where it is the open one, or unknown.</summary>
    public Turn? ReplyToOlder(Turn turn, string reply, int message)
    {
        if (turn.Learner.Shown.LastOrDefault(shown => shown.Message == message)?.About is not { } about) return null;
        if (OpenQuestion(turn.Learner) is { } open && open.Part.Id == about.Part && open.Variant.Id == about.Variant) return null;
        if (!reviews.Knows(about.Part) || !course.Find(about.Part.Problem)!.TryDeal(about.Variant, out var variant, out _)) return null;
        var part = variant.Problem.Part(about.Part.Number);
        var verdict = variant.Judge(part.Number, reply);
        var learner = verdict.IsRead ? Counted(turn.Learner, turn.Now) : turn.Learner;
        // What was skipped is made good; what was shown stays shown.
        if (verdict is Verdict.Right && learner.Parts.TryGetValue(part.Id, out var finished) && finished.Ending == Ending.Skipped)
            learner = learner with { Parts = learner.Parts.SetItem(part.Id, finished with { Ending = Ending.Right }) };
        turn = turn.Become(learner).Note(part.Id, variant.Id, reply, verdict.Code, verdict.RecognisedMistake);
        return turn.Say(turn.Phrases[Phrase.OlderQuestion, ("id", part.Id.Problem), ("part", part.Number)]
            + VerdictWords.Say(verdict, variant, part, reply, tries: verdict is Verdict.Right ? 0 : 1, turn.Phrases, turn.Luck), OnwardButtons(turn));
    }
}
