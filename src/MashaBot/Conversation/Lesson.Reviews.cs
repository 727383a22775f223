using System.Collections.Immutable;
using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <content>Parts that come again.</content>
internal sealed partial class Lesson
{
    /// <summary>What is due for review, at once; or when something will be.</summary>
    public Turn Review(Turn turn)
    {
        if (turn.Learner.Review is not null && IsAsking(turn.Learner)) return Question(turn);
        if (reviews.Due(turn.Learner, turn.Now) is { } part) return Review(turn, reviews.Begin(turn.Learner, part, turn.Now), Phrase.ReviewBegins);
        return reviews.Next(turn.Learner) is { } day
            ? turn.Say(turn.Phrases[Phrase.ReviewNothingDue, ("date", turn.Phrases.Date(day))], OnwardButtons(turn))
            : turn.Say(turn.Phrases[Phrase.ReviewNothingYet], OnwardButtons(turn));
    }

    /// <summary>A part that has ended, once more in other figures.</summary>
    public Turn Again(Turn turn, PartId part) => turn.Learner.Parts.ContainsKey(part) && reviews.Knows(part) && reviews.Fresh(turn.Learner, part, turn.Now) is { } review
        ? Review(turn, review, Phrase.ReviewFresh)
        : turn.Say(turn.Phrases[Phrase.StaleButton], OnwardButtons(turn));

    private Turn Review(Turn turn, Review review, Phrase opening)
    {
        turn = turn.Become(turn.Learner with { Review = review, LastReview = turn.Learner.Daily.Day(turn.Now) });
        return Question(turn.Say(opening));
    }

    private ImmutableArray<Button> AgainButton(Turn turn, PartId part) => turn.Learner.Review is null && reviews.Fresh(turn.Learner, part, turn.Now) is not null
        ? [new(turn.Phrases.Line(Phrase.ButtonAgain), new Pressed.Again(part).Data)]
        : [];
}
