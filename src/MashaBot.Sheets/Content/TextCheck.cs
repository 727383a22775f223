using System.Collections.Immutable;

namespace MashaBot.Sheets.Content;

/// <summary>Are the words there that the data ask for, and no others?</summary>
internal sealed class TextCheck(ProblemSource source, ProblemText text, SlotReader slots, FaultList faults)
{
    private const int HintsAPart = 3;

    internal void Run()
    {
        Check(text.Statement, isPart: false);
        if (text.Statement.IsEmpty) faults.Add(text.Statement.Place, "the problem has no statement", "Write it below the title");
        foreach (var part in source.Parts)
            if (text.Parts.TryGetValue(part.Number, out var words)) Check(part, words);
            else faults.Add(new(text.File, 1), $"part {part.Number} has no words", $"Write `## {part.Number}` and its question");
        foreach (var (number, words) in text.Parts)
            if (number < 1 || number > source.PartsWritten)
                faults.Add(words.Place, $"part {number} is not in problem.yaml", "Add it there or remove it here");
    }

    private void Check(PartSource part, PartText words)
    {
        foreach (var template in words.All) Check(template, isPart: true);
        if (words.Hints.Length != HintsAPart)
            faults.Add(words.Place, $"part {part.Number} has {words.Hints.Length} hints", $"Write exactly {HintsAPart} `### hint`, the gentlest first");
        Solution(part, words);
        if (part.Kind.HasOptions && words.Options.Length < 2) faults.Add(words.Place, $"part {part.Number} is {(part.Kind.IsChoice ? "a choice" : "an order")} without options", "Write `### options` with a numbered list");
        if (!part.Kind.HasOptions && words.Options is not []) faults.Add(words.Place, $"part {part.Number} has options but is no choice", "Remove `### options` or set `reply: choice`");
        var keys = part.Recognised.ToList();
        foreach (var key in keys.Where(key => !words.Mistakes.ContainsKey(key)))
            faults.Add(words.Place, $"the mistake `{key}` has no words", $"Write `### mistake {key}` in part {part.Number}");
        foreach (var (key, template) in words.Mistakes.Where(pair => !keys.Contains(pair.Key)))
            faults.Add(template.Place, $"the mistake `{key}` is not in problem.yaml",
                Spelling.Nearest(key, keys) is { } near ? $"Did you mean `{near}`?" : $"Add it to the mistakes of part {part.Number} or remove it here");
    }

    private void Solution(PartSource part, PartText words)
    {
        var wanted = part.Kind == ReplyKind.SelfCheck ? "model" : "solution";
        if (words.Solution is null) faults.Add(words.Place, $"part {part.Number} has no {wanted}{(part.Kind == ReplyKind.SelfCheck ? " answer" : "")}", $"Write `### {wanted}`");
        else if (words.IsModel != (part.Kind == ReplyKind.SelfCheck)) faults.Add(words.Solution.Place, $"part {part.Number} has the wrong kind of solution", $"Name it `### {wanted}`: only `reply: self-check` has a model answer");
    }

    private void Check(Template template, bool isPart)
    {
        foreach (var slot in template.Slots)
        {
            var read = slots.Find(slot);
            if (read is not null && !isPart && read.Subject.Names().Contains(ProblemSource.Answer))
                faults.Add(slot.Place, "`answer` belongs to a part", "Write the formula");
            if (read is Slot.Forward or Slot.Backward && !StandsAlone(slot, template.Prose.Blocks))
                faults.Add(slot.Place, $"`{{{{{slot.Inside}}}}}`: a table stands in a paragraph of its own", "Put blank lines around it");
        }
        foreach (var picture in Pictures(template.Prose.Blocks))
            if (!source.Pictures.ContainsKey(picture.Id.Name))
                faults.Add(template.Place, $"the picture `{picture.Id.Name}` is not in problem.yaml",
                    Spelling.Nearest(picture.Id.Name, source.Pictures.Keys) is { } near ? $"Did you mean `{near}`?" : "Add it under `pictures`");
    }

    private static bool StandsAlone(SlotSource slot, ImmutableArray<Block> blocks) => blocks.Any(block => block switch
    {
        Block.Paragraph { Inlines: [Inline.Text { Value: var text }] } => Slots.Only(text) == slot.Inside,
        Block.Bullets bullets => bullets.Items.Any(item => StandsAlone(slot, item)),
        Block.Quotation quotation => StandsAlone(slot, quotation.Blocks),
        _ => false,
    });

    private static IEnumerable<Block.Picture> Pictures(ImmutableArray<Block> blocks) => blocks.SelectMany(block => block switch
    {
        Block.Picture picture => [picture],
        Block.Bullets bullets => bullets.Items.SelectMany(item => Pictures(item)),
        Block.Quotation quotation => Pictures(quotation.Blocks),
        _ => [],
    });
}
