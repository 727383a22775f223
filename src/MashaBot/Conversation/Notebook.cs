using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>The learner's own notebook of mistakes.</summary>
internal sealed class Notebook(Course course)
{
    private const int Shown = 8;
    private const int Kept = 60;

    /// <summary>Notes a mistake: a named one as itself, any other by the kind of its cause.</summary>
    public static Learner Add(Learner learner, Open open, Cause cause, LocalDate day)
    {
        var mistake = (cause as Cause.Named)?.Mistake;
        var key = mistake is null ? cause.Code : $"{open.Part.Id}:{mistake}";
        var times = learner.Slips.TryGetValue(key, out var slip) ? slip.Times + 1 : 1;
        var slips = learner.Slips.SetItem(key, new(times, day, open.Part.Id, open.Variant.Id, mistake));
        return learner with { Slips = slips.Count > Kept ? slips.Remove(slips.MinBy(entry => (entry.Value.Last, entry.Value.Times)).Key) : slips };
    }

    /// <summary><c>/mistakes</c>: the most frequent first.</summary>
    public Turn Tell(Turn turn)
    {
        var known = turn.Learner.Slips.Where(slip => Words(turn, slip.Key, slip.Value) is not null)
            .OrderByDescending(slip => slip.Value.Times).ThenByDescending(slip => slip.Value.Last).ThenBy(slip => slip.Key, StringComparer.Ordinal).Take(Shown).ToArray();
        if (known.Length == 0) return turn.Say(Phrase.MistakesNone);
        var notes = known.Select(slip => turn.Phrases[Phrase.MistakesEntry, ("times", slip.Value.Times), ("part", slip.Value.Part), ("title", course.Find(slip.Value.Part.Problem)!.Title(turn.Learner.Language))]
            + Words(turn, slip.Key, slip.Value)!);
        var first = known[0].Value.Part;
        return turn.Say(notes.Aggregate(turn.Phrases[Phrase.MistakesTitle], (all, note) => all + note),
            turn.Learner.Parts.ContainsKey(first) ? [new Button(turn.Phrases.Line(Phrase.ButtonAgainMistake), new Pressed.Again(first).Data)] : []);
    }

    /// <summary>What is said of a mistake; null where the course no longer knows it.</summary>
    private Prose? Words(Turn turn, string key, Slip slip)
    {
        if (course.Find(slip.Part.Problem)?.Parts.FirstOrDefault(part => part.Id == slip.Part) is not { } part) return null;
        if (slip.Mistake is null) return VerdictWords.OfKind(key, turn.Phrases);
        return part.Mistakes.Contains(slip.Mistake) && course.Find(slip.Part.Problem)!.TryDeal(slip.Variant, out var variant, out _)
            ? variant.MistakeWords(part.Number, slip.Mistake, turn.Learner.Language)
            : null;
    }
}
