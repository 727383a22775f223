using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Conversation;

/// <summary><c>/backprop x^2+xy at x=1,y=2</c>: both passes over the learner's own expression, and its graph.</summary>
public static partial class Calculator
{
    private const int Longest = 200;          // characters: what fits on paper, and into a picture
    private const int DrawnOperations = 14;   // beyond them the graph is no picture any more
    private const string Kind = "backprop ";

    /// <summary>What is said of <paramref name="words"/> where no picture can be shown; null where they are no expression with its point.</summary>
    public static Prose? Worked(string words, Phrases phrases)
    {
        var said = Answer(words, phrases, out var isWorked);
        return isWorked ? phrases[Phrase.InlineTitle, ("expression", words.Trim())] + new Prose([.. said.Blocks.Where(block => block is not Block.Picture)]) : null;
    }

    /// <summary>What is said of <paramref name="words"/>.</summary>
    public static Prose Answer(string words, Phrases phrases) => Answer(words, phrases, out _);

    private static Prose Answer(string words, Phrases phrases, out bool isWorked)
    {
        isWorked = false;
        if (words.Length == 0) return phrases[Phrase.BackpropHow];
        if (words.Length > Longest) return phrases[Phrase.BackpropTooLong];
        if (Parts.Match(words) is not { Success: true } parts) return phrases[Phrase.BackpropNoPoint];
        var (text, at) = (parts.Groups["formula"].Value.Trim(), parts.Groups["point"].Value);
        ImmutableSortedDictionary<string, Tensor<Real>> point;
        try { point = Point.Read(at); }
        catch (FormatException) { return phrases[Phrase.BackpropBadPoint, ("point", at.Trim())]; }
        if (!Formula.TryParse(text, Vocabulary.Of(point.Keys), out var formula, out var error))
            return VerdictWords.LostAt(error, text, phrases) + phrases[Phrase.BackpropHow];
        try
        {
            var expression = new Expression(formula, point);
            var style = phrases.Language.Numbers;
            var said = phrases[Phrase.BackpropForward] + new Prose([expression.Forward(style)]) + phrases[Phrase.BackpropBackward] + new Prose([expression.Backward(style)]);
            isWorked = true;
            return expression.Operations <= DrawnOperations
                ? said + new Prose([new Block.Picture(PictureId.Of(Kind + words), phrases.Line(Phrase.BackpropPicture, ("formula", formula.ToText(style))))])
                : said;
        }
        catch (Exception failed) when (failed is EngineException or FormulaException)
        {
            return phrases[Phrase.BackpropNoValue];
        }
    }

    /// <summary>The graph that a picture's name stands for; null where it is none of ours.</summary>
    public static Drawing? Drawing(string name) =>
        name.StartsWith(Kind, StringComparison.Ordinal) && Parts.Match(name[Kind.Length..]) is { Success: true } parts
        && Point.Read(parts.Groups["point"].Value) is var point
        && Formula.TryParse(parts.Groups["formula"].Value.Trim(), Vocabulary.Of(point.Keys), out var formula, out _)
            ? new Expression(formula, point).ToDrawing()
            : null;

    // "f at x=1", "f при x=1", "f в точке x=1, y=2", "f, x=1", "f; x = 1"
    [GeneratedRegex(@"^(?<formula>.+?)(?:\s+(?:at|при|where|в\s+точке)\s+|\s*[;,@|]\s*|\s+)(?<point>[^\s=<>,;()]+\s*=(?!=).*)$", RegexOptions.Singleline | RegexOptions.IgnoreCase)] private static partial Regex Parts { get; }
}
