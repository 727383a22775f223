using System.Globalization;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Judging;

namespace MashaBot.Sheets.Rendering;

/// <summary>A part's right reply, written out.</summary>
internal sealed class AnswerText(Workings workings, Part part, Renderer renderer, Language language)
{
    internal Prose Prose() => part.Kind switch
    {
        ReplyKind.Formula or ReplyKind.MatrixFormula => Maths(workings.Latex(workings.WrittenAnswer(part.Source), language.Numbers)),
        ReplyKind.Choice or ReplyKind.Choices => Options(),
        ReplyKind.Order or ReplyKind.Shape => Maths(Written.Steps(part.Kind, Value(), PrintForm.Latex)),
        ReplyKind.SelfCheck => renderer.Render(part.Text(language).Solution!),
        ReplyKind.Weights or ReplyKind.Tuple or ReplyKind.Vector when part.Source.Names is not [] => Maths(string.Join(@",\quad ", part.Source.Names.Zip(Value().Values.ToArray(), (name, value) =>
            $"{Latex(name)} = {renderer.Value(Tensor.Scalar(value), PrintForm.Latex, Decimals)}"))),
        _ => Maths(renderer.Value(Value(), PrintForm.Latex, Decimals)),
    };

    /// <summary>As many as the question asks for; an answer that is asked for exactly is written so.</summary>
    private int? Decimals => part.Source.Digits ?? (part.Source.Within is { } within ? Precision.DecimalsWithin(within) : null);

    private Tensor<Real> Value() => workings.Value(part.Source.Answer.Formula);

    private string Latex(string name) => new Formula.Name(Vocabulary.Canonical(name)).ToLatex(language.Numbers);

    private static Prose Maths(string latex) => new([new Block.Paragraph([new Inline.Maths(latex)])]);

    private Prose Options() => new(
        [.. Value().Values.ToArray().Select(option => (int)option.ToDouble()).Select(option => new Block.Paragraph(
            [new Inline.Text(option.ToString(CultureInfo.InvariantCulture) + ". "), .. renderer.Render(part.Text(language).Options[option - 1]).Blocks.OfType<Block.Paragraph>().SelectMany(paragraph => paragraph.Inlines)]))]);
}
