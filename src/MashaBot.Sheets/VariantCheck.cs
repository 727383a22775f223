using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;
using MashaBot.Sheets.Rendering;
using Place = MashaBot.Sheets.Content.Place;
using Slot = MashaBot.Sheets.Content.Slot;

namespace MashaBot.Sheets;

/// <summary>Everything that one variant shows and judges.</summary>
/// <param name="paint">Throws a <see cref="FormatException"/> at a picture that can't be painted.</param>
/// <param name="add">Takes place, what and remedy of a fault.</param>
internal sealed class VariantCheck(Variant variant, Action<VariantId, Drawing> paint, Action<Place, string, string> add)
{
    private readonly HashSet<Part> unanswered = [];

    private Problem Problem => variant.Problem;

    internal void Run()
    {
        foreach (var part in Problem.Parts) Answer(part);
        foreach (var language in Problem.Languages)
        {
            Texts(language);
            foreach (var part in Problem.Parts) Hints(part, language);
        }
        foreach (var (name, picture) in Problem.Source.Pictures)
            if (Try(picture.Place, $"the picture `{name}` can't be drawn", () => variant.Picture(name)) is { } drawing && Failure(() => paint(variant.Id, drawing)) is { } why)
                add(picture.Place, $"the picture `{name}` can't be painted: {why}", "Mend its labels");
        if (variant.Id.IsBook)
            foreach (var part in Problem.Parts.Except(unanswered)) Examples(part);
    }

    private void Answer(Part part)
    {
        if (part.Kind == ReplyKind.SelfCheck) return;
        var (source, workings) = (part.Source, variant.WorkingsOf(part.Source));
        if (part.Kind.IsFormula)
        {
            var judge = new Judging.FormulaJudge(workings, source);
            if (Try(source.Answer.Place, $"part {part.Number} has no answer", () => $"{judge.CompareOwn(source.Answer.Formula)}") is not "Equal")
                add(source.Answer.Place, $"the answer `{source.Answer.Text}` of part {part.Number} can't be compared with itself", "See that it has values where formulas are compared: declare `domain`, or `sizes`");
            if (source.Form is { } form && judge.CompareOwn(form.Formula) is not Equality.Equal)
                add(form.Place, $"`{form.Text}` is not the answer `{source.Answer.Text}`", "Mend one of them");
            foreach (var mistake in source.Mistakes.Where(mistake => variant.Id.IsBook && !judge.HasSizes(mistake.Value.Formula)))
                add(mistake.Value.Place, $"the sizes in the mistake `{mistake.Key}` do not fit", "Remove it: whoever writes so is told which sizes clash");
            return;
        }
        unanswered.Add(part);
        if (Try(source.Answer.Place, $"part {part.Number} has no answer", () => workings.Value(source.Answer.Formula)) is not { } answer) return;
        if (Unfit(part, answer) is { } why)
        {
            add(source.Answer.Place, $"the answer `{answer}` of part {part.Number} {why}", "Mend `answer` or `reply`");
            return;
        }
        unanswered.Remove(part);
        if (source.Form is { } written && Try(written.Place, "the form has no value", () => workings.Value(written.Formula)) is { } value && !Near(value, answer))
            add(written.Place, $"`{written.Text}` is not the answer `{source.Answer.Text}`", "Mend one of them");
        if (part.Kind == ReplyKind.Weights)
        {
            Weights(part, answer);
            return;
        }
        foreach (var mistake in source.Mistakes)
            if (Try(mistake.Value.Place, $"the mistake `{mistake.Key}` has no value", () => workings.Value(mistake.Value.Formula)) is { } wrong && variant.Id.IsBook && wrong.Shape != answer.Shape && !part.Kind.HasOptions)
                add(mistake.Value.Place, $"the mistake `{mistake.Key}` gives `{wrong}`, which is not of the answer's kind", "Give as many values as the answer has");
    }

    private static string? Unfit(Part part, Tensor<Real> answer) => part.Kind switch
    {
        ReplyKind.Number when !answer.Shape.IsScalar => "is no number",
        ReplyKind.Integer when !answer.Shape.IsScalar || answer.Only is not { IsExact: true, Exact.IsInteger: true } => "is no integer",
        ReplyKind.Vector when answer.Shape.Rank != 1 => "is no vector",
        ReplyKind.Vector when part.Source.Names is not [] && answer.Count != part.Source.Names.Length => $"does not have {part.Source.Names.Length} components, one a name",
        ReplyKind.Matrix when answer.Shape.Rank != 2 => "is no matrix",
        ReplyKind.Tuple or ReplyKind.Weights when answer.Shape.Rank != 1 || answer.Count != part.Source.Names.Length => $"does not have {part.Source.Names.Length} components, one a name",
        ReplyKind.Choice when !answer.Shape.IsScalar || !IsOption(part, answer.Only) => "is none of the options",
        ReplyKind.Choices or ReplyKind.Order when answer.Count == 0 || !answer.Values.ToArray().All(option => IsOption(part, option)) => "names an option that is not there",
        ReplyKind.Order when answer.Shape.Rank is not (1 or 2) || answer.Values.ToArray().Chunk(answer.Shape.Sizes[^1]).Any(order => order.Distinct().Count() < order.Length) => "is no order: each option stands in it once",
        ReplyKind.Shape when answer.Shape.Rank != 1 || answer.Values.ToArray().Any(size => size is not { IsExact: true, Exact.IsInteger: true } || size < 1) => "is no shape: a vector of sizes",
        _ => null,
    };

    /// <summary>The model answer has to do what is asked for, and no mistake may hold for it.</summary>
    private void Weights(Part part, Tensor<Real> answer)
    {
        var source = part.Source;
        var (workings, network) = (variant.WorkingsOf(source), source.Weights!.Network);
        unanswered.Add(part);
        if (network is not null && Try(network.RowsPlace, $"the rows of part {part.Number} can't be made", () => new Judging.NetworkRows(workings, network).Make().ToList()) is null) return;
        if (Try(network?.Output.Place ?? source.Place, $"the weights of part {part.Number} can't be tried", () => new Judging.WeightsJudge(workings, source).Of([.. answer.Values.ToArray()])) is not { } verdict) return;
        if (verdict is Verdict.Misfits { Row: var row })
            add(source.Answer.Place, $"the model answer `{answer}` of part {part.Number} gives {(row.Output is { } output ? $"{output}" : "no value")} instead of {row.Wanted} at {string.Join(", ", row.Inputs.Select(input => $"{input.Name} = {input.Value}"))}", "Mend the answer, the network or what is wanted of it");
        else if (verdict is not Verdict.Right) add(source.Answer.Place, $"the model answer `{answer}` of part {part.Number} does not meet the condition `{verdict.RecognisedMistake}`", "Mend one of them");
        else unanswered.Remove(part);
    }

    private static bool IsOption(Part part, Real option) => option is { IsExact: true, Exact.IsInteger: true } && option > 0 && option <= part.Options;

    private static bool Near(Tensor<Real> left, Tensor<Real> right) =>
        left.Shape == right.Shape && left.Values.ToArray().Zip(right.Values.ToArray()).All(pair => Judging.Precision.Same(pair.First, pair.Second));

    private void Texts(Language language)
    {
        var text = Problem.Text(language);
        Render(text.Statement, variant.Renderer(null, language));
        foreach (var part in Problem.Parts)
        {
            foreach (var template in part.Text(language).All) Render(template, variant.Renderer(part.Source, language));
            if (!unanswered.Contains(part)) Try(part.Source.Place, $"the answer of part {part.Number} can't be written", () => variant.Answer(part.Number, language));
        }
    }

    private void Render(Template template, Renderer renderer)
    {
        if (Failure(() => renderer.Render(template)) is null) return;
        foreach (var slot in template.Slots)
            if (Failure(() => renderer.Render(new(new([new Block.Paragraph([new Inline.Text($"{{{{{slot.Inside}}}}}")])]), slot.Place, [slot]))) is { } why)
                add(slot.Place, $"`{{{{{slot.Inside}}}}}` can't be filled: {why}", "Mend the formula, or require figures for which it has a value");
    }

    /// <summary>A hint must not show the answer: neither by a slot nor in words.</summary>
    private void Hints(Part part, Language language)
    {
        if (part.Kind.HasOptions || part.Kind is ReplyKind.SelfCheck) return;
        var workings = variant.ValuesOf(part.Source);
        var answer = part.Kind.IsFormula ? null : workings.TryValue(part.Source.Answer.Formula);
        foreach (var hint in part.Text(language).Hints)
        {
            foreach (var slot in hint.Slots)
                if (Problem.Slots[slot.Inside] is (Slot.Value or Slot.Steps or Slot.Form) and { Subject: var shown } && ShowsAnswer(shown, workings, answer))
                    add(slot.Place, $"the hint shows the answer: `{{{{{slot.Inside}}}}}`", "Hint at the way, not at the result; or require that the two differ");
            if (variant.Id.IsBook && part.Kind.IsFormula && Failure(() => variant.Renderer(part.Source, language).Render(hint)) is null
                && Tight(variant.Renderer(part.Source, language).Render(hint).ToText()).Contains(Tight(variant.Answer(part.Number, language).ToText()), StringComparison.Ordinal)
                && Tight(variant.Answer(part.Number, language).ToText()).Length >= 3)
                add(hint.Place, "the hint shows the answer", "Hint at the way, not at the result");
        }
    }

    private static bool ShowsAnswer(Formula shown, Workings workings, Tensor<Real>? answer) => shown switch
    {
        Formula.Name(ProblemSource.Answer) => true,
        Formula.Name(var id) when workings.IsGiven(id) => false,
        _ => answer is not null && workings.TryValue(shown) is { } value && Near(value, answer),
    };

    private static string Tight(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    private void Examples(Part part)
    {
        Judged(part.Source.RightExamples, "right", verdict => verdict is Verdict.Right);
        Judged(part.Source.WrongExamples, "wrong", verdict => verdict is Verdict.Wrong or Verdict.Partly or Verdict.Coarse or Verdict.OtherForm or Verdict.RoundedEarly or Verdict.Misfits);
        if (part.Kind == ReplyKind.Weights) Met(part);
        Judged(part.Source.UnreadableExamples, "unreadable", verdict => verdict is Verdict.Unreadable);

        void Judged(ImmutableArray<Example> examples, string wanted, Func<Verdict, bool> isWanted)
        {
            foreach (var example in examples)
                if (Try(example.Place, $"part {part.Number} can't judge `{example.Reply}`", () => variant.Judge(part.Number, example.Reply)) is { } verdict && !isWanted(verdict))
                    add(example.Place, $"part {part.Number} judges `{example.Reply}` as {verdict.Code}, not {wanted}", "Mend the example or the part");
        }
    }

    /// <summary>A mistake in weights is a condition: only a reply shows that it can be met, and that none before it takes its place.</summary>
    private void Met(Part part)
    {
        var recognised = part.Source.WrongExamples.Select(example => variant.Judge(part.Number, example.Reply).RecognisedMistake).ToHashSet();
        foreach (var mistake in part.Source.Mistakes.Concat(part.Source.Weights!.Conditions).Where(mistake => !recognised.Contains(mistake.Key)))
            add(mistake.Value.Place, $"no example under `wrong` is recognised as `{mistake.Key}`", "Add such a reply; the first mistake that holds is the one that is named");
    }

    private T? Try<T>(Place place, string what, Func<T> act) where T : class
    {
        T? result = null;
        if (Failure(() => result = act()) is { } why) add(place, $"{what}: {why}", "Mend the formula, or require figures for which it has a value");
        return result;
    }

    /// <summary>Why it could not be done; null if it could.</summary>
    private static string? Failure(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (Exception error) when (error is EngineException or FormulaException or ArithmeticException or ArgumentException or FormatException)
        {
            return error.Message.TrimEnd('.');
        }
    }
}
