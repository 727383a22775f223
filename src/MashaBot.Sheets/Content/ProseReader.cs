using System.Collections.Immutable;
using System.Globalization;
using Markdig.Syntax;

namespace MashaBot.Sheets.Content;

/// <summary>Reads ru.md and its siblings: headings cut a file into title, statement, parts, and what belongs to a part.</summary>
internal sealed class ProseReader
{
    private readonly string file;
    private readonly string text;
    private readonly FaultList faults;
    private readonly List<Section> sections = [];

    private ProseReader(string file, string text, FaultList faults)
    {
        (this.file, this.text, this.faults) = (file, text, faults);
        Cut();
        FindOpenSlots();
    }

    /// <summary>A heading and the blocks below it, up to the next heading of level 1 to 3.</summary>
    private sealed record Section(int Level, string Heading, int Line, List<Markdig.Syntax.Block> Blocks)
    {
        /// <summary>The line of the next section.</summary>
        internal int End { get; set; }
    }

    internal static ProblemText Problem(string file, string text, FaultList faults) => new ProseReader(file, text, faults).Problem();

    internal static SheetText Sheet(string file, string text, FaultList faults)
    {
        var reader = new ProseReader(file, text, faults);
        var title = reader.Title();
        var (introduction, afterword) = (reader.sections is [var first, ..] ? reader.Template(first) : null, default(Template));
        foreach (var section in reader.sections.Skip(1))
            if (section is { Level: 2, Heading: "after" } && afterword is null) afterword = reader.Filled(section);
            else faults.Add(new(file, section.Line), $"a sheet's text has no section `{section.Heading}`", "Use `####` for a heading inside the introduction, `## after` once for what is said when the sheet is solved");
        foreach (var slot in (introduction?.Slots ?? []).Concat(afterword?.Slots ?? []))
            faults.Add(slot.Place, $"`{{{{{slot.Inside}}}}}`: a sheet has no figures", "Write the number itself");
        return new(title, introduction?.Prose ?? Prose.Empty, afterword?.Prose ?? Prose.Empty);
    }

    private void Cut()
    {
        foreach (var block in MarkdownReader.Document(text))
            if (block is HeadingBlock { Level: <= 3 } heading)
                sections.Add(new(heading.Level, ProseText.Of(MarkdownReader.Inlines(heading)).Trim(), heading.Line + 1, []));
            else if (sections is [.., var open])
                open.Blocks.Add(block);
            else
                faults.Add(new(file, block.Line + 1), "a text stands before the title", "Begin the file with `# Title`");
        for (var i = 0; i < sections.Count; i++)
            sections[i].End = i + 1 < sections.Count ? sections[i + 1].Line : int.MaxValue;
    }

    private string Title()
    {
        if (sections is [{ Level: 1 } title, ..])
        {
            if (title.Heading.Contains("{{", StringComparison.Ordinal)) faults.Add(new(file, title.Line), "a title has no figures", "Write the title without `{{…}}`");
            return title.Heading;
        }
        faults.Add(new(file, 1), "the title is missing", "Begin the file with `# Title`");
        return "";
    }

    private ProblemText Problem()
    {
        var title = Title();
        var statement = sections is [{ Level: 1 } first, ..] ? Template(first) : new(Prose.Empty, new(file, 1), []);
        var parts = ImmutableSortedDictionary.CreateBuilder<int, PartText>();
        for (var i = sections is [{ Level: 1 }, ..] ? 1 : 0; i < sections.Count;)
        {
            var head = sections[i++];
            var below = sections.Skip(i).TakeWhile(section => section.Level == 3).ToList();
            i += below.Count;
            if (head is { Level: 2 } && int.TryParse(head.Heading, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                if (parts.ContainsKey(number)) faults.Add(new(file, head.Line), $"part {number} is written twice", "Number the parts one after another");
                parts[number] = Part(head, below);
            }
            else
                faults.Add(new(file, head.Line), $"`{head.Heading}` is no part", "Below the statement write `## 1`, `## 2` … and in them `###` sections");
        }
        return new(file, title, statement, parts.ToImmutable());
    }

    private PartText Part(Section head, List<Section> below)
    {
        var options = ImmutableArray<Template>.Empty;
        var hints = ImmutableArray.CreateBuilder<Template>();
        var mistakes = ImmutableSortedDictionary.CreateBuilder<string, Template>(StringComparer.Ordinal);
        Template? solution = null;
        var isModel = false;
        foreach (var section in below)
            switch (section.Heading.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                case ["options"]: options = Options(section); break;
                case ["hint"]: hints.Add(Filled(section)); break;
                case ["mistake", var key]:
                    if (mistakes.ContainsKey(key)) faults.Add(new(file, section.Line), $"the words for `{key}` are written twice", "Keep one of them");
                    mistakes[key] = Filled(section);
                    break;
                case ["solution" or "model"] when solution is null: (solution, isModel) = (Filled(section), section.Heading == "model"); break;
                case ["solution" or "model"]: faults.Add(new(file, section.Line), "the part has two solutions", "Keep one of them"); break;
                default:
                    faults.Add(new(file, section.Line), $"`### {section.Heading}` is not known",
                        Spelling.Nearest(section.Heading, Headings) is { } near ? $"Did you mean `### {near}`?" : "Write `### options`, `### hint`, `### mistake its-key`, `### solution` or `### model`");
                    break;
            }
        return new(new(file, head.Line), Filled(head), options, hints.ToImmutable(), mistakes.ToImmutable(), solution, isModel);
    }

    private static readonly string[] Headings = ["options", "hint", "mistake", "solution", "model"];

    private ImmutableArray<Template> Options(Section section)
    {
        if (section.Blocks is [ListBlock { IsOrdered: true } list])
            return [.. list.Cast<ListItemBlock>().Select((item, i) => Template(item, item.Line + 1, i + 1 < list.Count ? list[i + 1].Line + 1 : section.End))];
        faults.Add(new(file, section.Line), "options must be one numbered list", "Write `1. first option`, `2. second option`, …");
        return [];
    }

    private Template Filled(Section section)
    {
        var template = Template(section);
        if (template.IsEmpty) faults.Add(new(file, section.Line), $"nothing is written under `{section.Heading}`", "Write its text");
        return template;
    }

    private Template Template(Section section) => Template(section.Blocks, section.Line, section.End);

    private Template Template(IEnumerable<Markdig.Syntax.Block> blocks, int line, int end)
    {
        var prose = new Prose(MarkdownReader.Blocks(blocks));
        foreach (var inline in prose.Blocks.SelectMany(MisplacedPictures))
            faults.Add(new(file, line), $"the picture `{inline.Url}` stands inside a paragraph", "Put it between blank lines");
        return new(prose, new(file, line), [.. SlotsBetween(line, end)]);
    }

    private static IEnumerable<Inline.Link> MisplacedPictures(Block block) =>
        block is Block.Paragraph paragraph ? paragraph.Inlines.OfType<Inline.Link>().Where(link => link.Url.StartsWith("picture:", StringComparison.Ordinal)) : [];

    private IEnumerable<SlotSource> SlotsBetween(int line, int end) =>
        Slots.Find(text).Select(range => new SlotSource(Slots.Inside(text[range]), new(file, LineAt(range.Start.Value)))).Where(slot => slot.Place.Line >= line && slot.Place.Line < end);

    private int LineAt(int position) => 1 + text.AsSpan(0, position).Count('\n');

    private void FindOpenSlots()
    {
        var closed = Slots.Find(text).ToList();
        for (var at = text.IndexOf("{{", StringComparison.Ordinal); at >= 0; at = text.IndexOf("{{", at + 2, StringComparison.Ordinal))
            if (!closed.Any(range => at >= range.Start.Value - 1 && at < range.End.Value))
                faults.Add(new(file, LineAt(at)), "`{{` is not closed", "Write `}}` behind the formula");
    }
}
