using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>Parts that come again: which, when, and with which figures.</summary>
internal sealed class Reviews(Course course)
{
    /// <summary>The part that is the likeliest to be forgotten among those that are due; null if none is.</summary>
    public PartId? Due(Learner learner, Instant now)
    {
        var today = learner.Daily.Day(now);
        return Remembered(learner).Where(part => part.Memory.Due <= today)
            .OrderBy(part => part.Memory.Retrievability(today)).ThenBy(part => (part.Id.Problem.Sheet, part.Id.Problem.Number, part.Id.Number))
            .Select(part => (PartId?)part.Id).FirstOrDefault();
    }

    /// <summary>How many parts are due.</summary>
    public int CountDue(Learner learner, Instant now) => Remembered(learner).Count(part => part.Memory.Due <= learner.Daily.Day(now));

    /// <summary>The first day after today on which a part is due; null while nothing is remembered.</summary>
    public LocalDate? Next(Learner learner) => Remembered(learner).Select(part => (LocalDate?)part.Memory.Due).Min();

    /// <summary>One review a day comes by itself, beside the new problem.</summary>
    public PartId? ForToday(Learner learner, Instant now) => learner.LastReview == learner.Daily.Day(now) ? null : Due(learner, now);

    /// <summary>The part in figures that the learner has not before them; null where its figures never vary.</summary>
    public Review? Fresh(Learner learner, PartId part, Instant now)
    {
        var problem = course.Find(part.Problem)!;
        // New content may no longer have the figures that were dealt once.
        if (!problem.TryDeal(learner.Parts.TryGetValue(part, out var finished) ? finished.Variant : VariantId.Book, out var known, out _)) known = problem.Deal(VariantId.Book);
        var (about, day) = ((part.Problem.Sheet * 1000 + part.Problem.Number) * 100 + part.Number, learner.Daily.Day(now));
        for (var i = 0; i < 3; i++)
        {
            var variant = problem.Deal(Draw.Of(learner, problem, [part.Number], about, day.Year * 366 + day.DayOfYear, next: i));
            if (Shown(variant, part) != Shown(known, part)) return Begun(problem, part, variant.Id);
        }
        return null;
    }

    /// <summary>The part as it comes for review: in fresh figures where they vary.</summary>
    public Review Begin(Learner learner, PartId part, Instant now) => Fresh(learner, part, now) ?? Begun(course.Find(part.Problem)!, part, learner.Parts[part].Variant);

    /// <summary>The part is still in the course.</summary>
    public bool Knows(PartId part) => course.Find(part.Problem) is { } problem && problem.Parts.Any(known => known.Id == part);

    private IEnumerable<(PartId Id, Memory Memory)> Remembered(Learner learner) =>
        from part in learner.Parts
        where part.Value.Memory is not null && Knows(part.Key)
        select (part.Key, part.Value.Memory);

    private static string Shown(Variant variant, PartId part) => variant.Statement(Language.Russian).ToText() + variant.Question(part.Number, Language.Russian).ToText();

    private static Review Begun(Problem problem, PartId part, VariantId variant)
    {
        var sitting = problem.Sittings.Select((parts, i) => (parts, i)).First(sitting => sitting.parts.Contains(part.Number)).i;
        return new(new(problem.Id, variant, sitting), new(part));
    }
}
