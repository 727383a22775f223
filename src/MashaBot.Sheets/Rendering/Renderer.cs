using System.Diagnostics;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using Slot = MashaBot.Sheets.Content.Slot;

namespace MashaBot.Sheets.Rendering;

/// <summary>Fills a template's slots for one variant and one language.</summary>
/// <param name="values">All names have their figures.</param>
/// <param name="forms">Names of the part's reply stay letters.</param>
internal sealed class Renderer(Workings values, Workings forms, PartSource? part, Problem problem, VariantId variant, NumberStyle style)
{
    private readonly Problem problem = problem;
    private readonly VariantId variant = variant;
    private readonly Passes passes = new(values, problem.Source);

    internal Prose Render(Template template) => new Filling(this).Of(template.Prose);

    internal string Value(Tensor<Real> value, PrintForm form, int? decimals = null) => Written.Value(value, style, form, decimals);

    /// <summary>Fills slots in strings; a slot of a pass becomes a table; pictures become this variant's.</summary>
    private sealed class Filling(Renderer renderer) : ProseMap(text => renderer.Fill(text, PrintForm.Text), latex => renderer.Fill(latex, PrintForm.Latex))
    {
        protected override Block Of(Block block) => block switch
        {
            Block.Paragraph { Inlines: [Inline.Text { Value: var text }] } when renderer.Alone(text) is { } slot => renderer.Table(slot),
            Block.Picture picture when base.Of(picture) is Block.Picture filled => filled with { Id = new(renderer.problem.Id, renderer.variant, picture.Id.Name) },
            _ => base.Of(block),
        };
    }

    /// <summary>The table that is all of a paragraph.</summary>
    private Slot? Alone(string text) => Slots.Only(text) is { } inside && problem.Slots[inside] is Slot.Forward or Slot.Backward ? problem.Slots[inside] : null;

    private Block.Table Table(Slot slot) => slot switch
    {
        Slot.Forward forward => passes.Forward(Meant(forward.Of), style),
        Slot.Backward backward => passes.Backward(Meant(backward.Of), backward.By, style),
        _ => throw new UnreachableException(),
    };

    private string Fill(string text, PrintForm form) => Slots.Fill(text, (inside, range) => problem.Slots[inside] switch
    {
        Slot.Value(Formula.Name(ProblemSource.Answer), _) when part is { Kind.IsFormula: true } => Print(forms.WrittenAnswer(part), form),
        Slot.Form(Formula.Name(ProblemSource.Answer)) when part is { Kind.IsFormula: true } => Print(forms.WrittenAnswer(part), form),
        Slot.Value(Formula.Name(ProblemSource.Answer), _) when part is { Kind: ReplyKind.Order or ReplyKind.Shape } => Written.Steps(part.Kind, values.Value(part.Answer.Formula), form),
        Slot.Value value => Written.Fitting(Value(values.Value(value.Of), form, value.Decimals), text[..range.Start.Value], text[range.End.Value..]),
        Slot.Form wanted => Print(forms.Form(Meant(wanted.Of, asForm: true)), form),
        Slot.Steps steps => Steps(Meant(steps.Of), steps.Decimals, form),
        _ => text[range],                                     // a table inside a line: its author was told
    });

    /// <summary>The part's answer where the slot says `answer`.</summary>
    private Formula Meant(Formula formula, bool asForm = false) =>
        formula is Formula.Name(ProblemSource.Answer) && part is not null ? (asForm ? part.Form ?? part.Answer : part.Answer).Formula : formula;

    /// <summary>`h1 = definition with figures = value`, as far as each of the three says something new.</summary>
    private string Steps(Formula formula, int? decimals, PrintForm form)
    {
        var value = values.Value(formula);
        var last = Value(value, form, decimals);
        var middle = Print(values.PutIn(values.Behind(formula), decimals), form);
        var start = middle == last ? "" : middle;
        if (formula is Formula.Name) start = start == "" ? Print(formula, form) : $"{Print(formula, form)} = {start}";
        if (start == "") return last;
        return $"{start} {(Written.IsExactly(value, decimals) ? "=" : form == PrintForm.Latex ? @"\approx" : "≈")} {last}";
    }

    private string Print(Formula formula, PrintForm form) => values.Print(formula, style, form);
}
