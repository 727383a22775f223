using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Diagnosing;
using MashaBot.Sheets.Drawings;
using MashaBot.Sheets.Judging;
using MashaBot.Sheets.Rendering;

namespace MashaBot.Sheets;

/// <summary>A problem with figures. Parts are named by their numbers.</summary>
public sealed class Variant
{
    private readonly Scope scope;
    private readonly ConcurrentDictionary<Formula, Tensor<Real>?> values = [];
    private readonly ConcurrentDictionary<int, FaultyValues?> faulty = [];
    private readonly Workings workings;

    internal Variant(Problem problem, VariantId id, ImmutableDictionary<string, Tensor<Real>> figures)
    {
        (Problem, Id, Figures) = (problem, id, figures);
        scope = problem.Source.ScopeOf(figures);
        workings = new(problem.Source, scope, values, null, []);
    }

    public VariantId Id { get; }

    public Problem Problem { get; }

    public IEnumerable<string> PictureNames => Problem.PictureNames;

    internal ImmutableDictionary<string, Tensor<Real>> Figures { get; }

    public Prose Statement(Language language) => Renderer(null, language).Render(Problem.Text(language).Statement);

    /// <summary>The question of a part, its options included.</summary>
    public Prose Question(int part, Language language)
    {
        var (renderer, text) = (Renderer(part, language), Problem.Part(part).Text(language));
        var question = renderer.Render(text.Question);
        return text.Options is [] ? question : question + new Prose([new Block.Bullets(true, [.. text.Options.Select(option => renderer.Render(option).Blocks)])]);
    }

    /// <summary>Does the statement or the question of a part speak of this node? Other nodes have names that only the author knows.</summary>
    /// <param name="node">As people write it: h₁.</param>
    public bool SpeaksOf(string node, int part, Language language) =>
        Regex.IsMatch($"{Statement(language).ToText()}\n{Question(part, language).ToText()}", $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(node)}(?![\p{{L}}\p{{N}}\p{{M}}\p{{Lm}}])", RegexOptions.CultureInvariant);

    /// <param name="number">From 1.</param>
    public Prose Hint(int part, int number, Language language)
    {
        var hints = Problem.Part(part).Text(language).Hints;
        if (number < 1 || number > hints.Length) throw new ArgumentOutOfRangeException(nameof(number), number, $"Part {part} has the hints 1 to {hints.Length}.");
        return Renderer(part, language).Render(hints[number - 1]);
    }

    public Prose Solution(int part, Language language) => Renderer(part, language).Render(Problem.Part(part).Text(language).Solution!);

    /// <summary>The right reply.</summary>
    public Prose Answer(int part, Language language) => new AnswerText(WorkingsOf(Problem.Part(part).Source), Problem.Part(part), Renderer(part, language), language).Prose();

    /// <summary>The words for a named mistake.</summary>
    /// <exception cref="ArgumentException">The part has no such mistake.</exception>
    public Prose MistakeWords(int part, string mistake, Language language) => Problem.Part(part).Text(language).Mistakes.TryGetValue(mistake, out var words)
        ? Renderer(part, language).Render(words)
        : throw new ArgumentException($"Part {Problem.Part(part).Id} has no mistake `{mistake}`.", nameof(mistake));

    public Verdict Judge(int part, string reply) => JudgeOf(part, []).Of(reply);

    /// <summary>Judges by follow-through too: <paramref name="earlier"/> holds the learner's last replies to earlier parts, right or wrong, by their numbers.</summary>
    public Verdict Judge(int part, string reply, IReadOnlyDictionary<int, string> earlier) =>
        JudgeOf(part, [.. earlier.Where(other => other.Key < part && other.Key >= 1).OrderBy(other => other.Key).SelectMany(other => JudgeOf(other.Key, []).WrongIn(other.Value))]).Of(reply);

    private Judge JudgeOf(int number, ImmutableArray<FollowThrough.Carried> wrong)
    {
        var part = Problem.Part(number);
        return new(Problem.Source, part, WorkingsOf(part.Source), new(ValuesOf(part.Source), new(part.Source.Within, part.Source.Digits)), wrong, () => FaultyOf(part), [.. part.Text(Language.Russian).Options.Select(option => Renderer(part.Source, Language.Russian).Render(option).ToText())]);
    }

    /// <summary>What single slips give in a part that asks for numbers; null where nothing can be said of them.</summary>
    internal FaultyValues? FaultyOf(Part part) => faulty.GetOrAdd(part.Number, _ => Problem.Shelf.Of(Problem.Source, part, Figures) is { } known ? new(known, Figures) : null);

    /// <exception cref="ArgumentException">The problem has no such picture.</exception>
    public Drawing Picture(string name) => Problem.Source.Pictures.TryGetValue(name, out var picture)
        ? picture.Draw(new(workings, Problem.Source, NumberStyle.DecimalComma))
        : throw new ArgumentException($"Problem {Problem.Id} has no picture `{name}`.", nameof(name));

    /// <summary>The part's formulas: names of its reply are free, `answer` is its answer.</summary>
    internal Workings WorkingsOf(PartSource part) => part.In is [] ? ValuesOf(part) : new(Problem.Source, scope.Without(part.In), [], part, [.. part.In]);

    private Renderer Renderer(int part, Language language) => Renderer(Problem.Part(part).Source, language);

    internal Renderer Renderer(PartSource? part, Language language) => part is null
        ? new(workings, workings, null, Problem, Id, language.Numbers)
        : new(ValuesOf(part), WorkingsOf(part), part, Problem, Id, language.Numbers);

    /// <summary>The part's formulas with all figures, those of its reply's names included.</summary>
    internal Workings ValuesOf(PartSource part) => new(Problem.Source, scope, values, part, []);
}
