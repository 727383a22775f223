using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>What earlier parts asked and gave, for whoever meets a part that builds on them without having them at hand.</summary>
internal static class Known
{
    /// <summary>Says the parts' questions and answers; nothing where there are none.</summary>
    /// <param name="parts">Numbers of parts of the variant's problem.</param>
    public static Turn SayKnown(this Turn turn, Variant variant, IReadOnlyCollection<int> parts) => parts.Count == 0 ? turn : turn.Say(parts.Order().Aggregate(turn.Phrases[Phrase.Earlier], (all, part) => all
        + turn.Phrases[Phrase.EarlierPart, ("part", part)] + variant.Question(part, turn.Learner.Language)
        + turn.Phrases[Phrase.EarlierAnswer] + variant.Answer(part, turn.Learner.Language)));
}
