using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Arranges a whole message: paragraphs broken into lines, formulas within them and on lines of their own, lists, tables.</summary>
internal sealed class PageScene
{
    private const float Wide = Theme.Width - 2 * Theme.Padding;
    private const float BlockGap = 13;
    private const float Indent = 26;
    private const float CellPadding = 9;

    private readonly Scene scene = new();
    private float y;

    private PageScene() { }

    public static Scene Of(Prose prose)
    {
        var page = new PageScene();
        page.scene.Add(new Shape.Card(SKRect.Create(0, 0, Wide, 1), 0, Theme.Card, Theme.Card) { BorderWidth = 0 });
        page.Blocks(prose.Blocks, 0, Wide, Ink.Plain);
        return page.scene;
    }

    /// <summary>Size, weight and colour of a run of text.</summary>
    private readonly record struct Ink(float Size, Face Face, SKColor Colour)
    {
        public static Ink Plain { get; } = new(Theme.Text, Face.Upright, Theme.Ink);

        public Ink Strong => this with { Face = Face is Face.Slanted ? Face.BoldSlanted : Face.Bold };

        public Ink Emphasised => this with { Face = Face is Face.Bold ? Face.BoldSlanted : Face.Slanted };
    }

    private void Blocks(ImmutableArray<Block> blocks, float left, float right, Ink ink)
    {
        foreach (var (i, block) in blocks.Index())
        {
            if (i > 0) y += BlockGap;
            Add(block, left, right, ink);
        }
    }

    private void Add(Block block, float left, float right, Ink ink)
    {
        switch (block)
        {
            case Block.Paragraph(var inlines):
                Lines(inlines, left, right, ink);
                break;
            case Block.Heading(var level, var inlines):
                Lines(inlines, left, right, ink.Strong with { Size = Theme.Text + Math.Max(0, 6 - 2 * level) });
                break;
            case Block.Maths(var latex):
                Formula(latex, left, right, ink);
                break;
            case Block.Bullets bullets:
                foreach (var (i, item) in bullets.Items.Index())
                {
                    if (i > 0) y += BlockGap / 2;
                    var mark = Typesetter.Text(bullets.Ordered ? string.Create(CultureInfo.InvariantCulture, $"{i + 1}.") : "•", Face.Upright, ink.Size);
                    var top = y;
                    Blocks(item, left + Indent, right, ink);
                    scene.Put("", mark, new(left + Indent - 8 - mark.Width, top + Ascent(ink)), ink.Colour, ink.Size);
                }
                break;
            case Block.Quotation(var quoted):
                var start = y;
                Blocks(quoted, left + 14, right, ink with { Colour = Theme.Edge });
                scene.Add(new Shape.Card(new SKRect(left, start, left + 3, y), 1.5f, Theme.Pale, Theme.Pale) { BorderWidth = 0 });
                break;
            case Block.Code(var text, _):
                Code(text, left, right, ink);
                break;
            case Block.Table table:
                Table(table, left, right, ink);
                break;
            case Block.Picture(_, var alt):
                Lines([new Inline.Emphasis([new Inline.Text(alt)])], left, right, ink with { Colour = Theme.Edge });
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static float Ascent(Ink ink) => 0.95f * ink.Size;

    private static float Descent(Ink ink) => 0.33f * ink.Size;

    /// <summary>A word, or what stands where a word could; a blank may come before it, a line may break there.</summary>
    private readonly record struct Piece(Outline Set, Ink Ink, bool Spaced, bool Breaks = false);

    private void Lines(ImmutableArray<Inline> inlines, float left, float right, Ink ink)
    {
        var line = new List<(Piece Piece, float X)>();
        var x = left;
        foreach (var chunk in Chunks(Pieces(inlines, ink)))
        {
            var space = chunk[0].Spaced && line.Count > 0 ? 0.28f * ink.Size : 0;
            if (chunk[0].Breaks || (line.Count > 0 && x + space + chunk.Sum(piece => piece.Set.Width) > right))
            {
                Flush(line, ink);
                (x, space) = (left, 0);
            }
            x += space;
            foreach (var piece in chunk)
            {
                line.Add((piece, x));
                x += piece.Set.Width;
            }
        }
        Flush(line, ink);
    }

    /// <summary>What stays together: a formula and the comma that touches it.</summary>
    private static IEnumerable<List<Piece>> Chunks(IEnumerable<Piece> pieces)
    {
        var chunk = new List<Piece>();
        foreach (var piece in pieces)
        {
            if (chunk.Count > 0 && (piece.Spaced || piece.Breaks))
            {
                yield return chunk;
                chunk = [];
            }
            chunk.Add(piece);
        }
        if (chunk.Count > 0) yield return chunk;
    }

    private void Flush(List<(Piece Piece, float X)> line, Ink ink)
    {
        if (line.Count == 0) return;
        var baseline = y + Math.Max(Ascent(ink), line.Max(item => item.Piece.Set.Ascent + 2));
        foreach (var (piece, x) in line) scene.Put("", piece.Set, new(x, baseline), piece.Ink.Colour, piece.Ink.Size);
        y = baseline + Math.Max(Descent(ink), line.Max(item => item.Piece.Set.Descent + 2));
        line.Clear();
    }

    private static List<Piece> Pieces(ImmutableArray<Inline> inlines, Ink ink)
    {
        var pieces = new List<Piece>();
        var spaced = false;
        Walk(inlines, ink);
        return pieces;

        void Walk(ImmutableArray<Inline> part, Ink now)
        {
            foreach (var inline in part)
                switch (inline)
                {
                    case Inline.Text(var text): Words(text, now); break;
                    case Inline.Code(var text): Words(text, now with { Colour = Theme.Gradient }); break;
                    case Inline.Strong(var inside): Walk(inside, now.Strong); break;
                    case Inline.Emphasis(var inside): Walk(inside, now.Emphasised); break;
                    case Inline.Link(_, var inside): Walk(inside, now with { Colour = Theme.Value }); break;
                    case Inline.Maths(var latex): Put(Fitting(Typesetter.Label(latex, now.Size), Wide), now); break;
                    case Inline.LineBreak: pieces.Add(new(Outline.Blank(0), now, false, Breaks: true)); break;
                    default: throw new UnreachableException();
                }
        }

        void Words(string text, Ink now)
        {
            foreach (var (i, word) in text.Split((char[])[' ', '\n', '\t'], StringSplitOptions.None).Index())
            {
                if (i > 0) spaced = true;
                if (word.Length > 0) Put(Typesetter.Prose(word, now.Face, now.Size), now);
            }
        }

        void Put(Outline set, Ink now)
        {
            pieces.Add(new(set, now, spaced));
            spaced = false;
        }
    }

    private void Formula(string latex, float left, float right, Ink ink)
    {
        var lines = Typesetter.DisplayLines(latex, ink.Size + 1, right - left);
        var sets = lines.Select(line => Fitting(line, right - left)).ToArray();
        var x = left + (right - left - sets.Max(set => set.Width)) / 2;         // lines of one formula begin below each other
        foreach (var (i, set) in sets.Index())
        {
            if (i > 0) y += BlockGap / 2;
            y += set.Ascent;
            scene.Put(i == 0 ? latex : "", set, new(x, y), ink.Colour, ink.Size + 1);
            y += set.Descent;
        }
    }

    /// <summary>Made smaller if it is too wide.</summary>
    private static Outline Fitting(Outline set, float width)
    {
        var needed = set.Width + set.Overhang;
        if (needed <= width) return set;
        var scale = width / needed;
        var path = new SKPath();
        set.Path.Transform(SKMatrix.CreateScale(scale, scale), path);
        return new(path, set.Width * scale, set.Ascent * scale, set.Descent * scale);
    }

    private void Code(string text, float left, float right, Ink ink)
    {
        var lines = text.TrimEnd('\n').Split('\n').Select(line => Fitting(Typesetter.Prose(line, Face.Upright, 16), right - left - 20)).ToArray();
        var height = lines.Length * 23 + 14f;
        scene.Add(new Shape.Card(new SKRect(left, y, right, y + height), 6, Theme.Constant, Theme.Constant) { BorderWidth = 0 });
        foreach (var (i, line) in lines.Index()) scene.Put("", line, new(left + 10, y + 7 + i * 23 + 16), ink.Colour, 16);
        y += height;
    }

    private void Table(Block.Table table, float left, float right, Ink ink)
    {
        var rows = table.Rows.Select(row => row.Select(cell => Cell(cell, ink)).ToArray()).Prepend([.. table.Header.Select(cell => Cell(cell, ink.Strong))]).ToArray();
        var widths = Enumerable.Range(0, rows.Max(row => row.Length)).Select(column => rows.Max(row => column < row.Length ? row[column].Width : 0) + 2 * CellPadding).ToArray();
        var shrink = Math.Min(1, (right - left) / widths.Sum());
        foreach (var (i, row) in rows.Index())
        {
            var (ascent, descent) = (shrink * Math.Max(Ascent(ink), row.Max(cell => cell.Ascent)), shrink * Math.Max(Descent(ink), row.Max(cell => cell.Descent)));
            var baseline = y + 4 + ascent;
            var x = left;
            foreach (var (column, cell) in row.Index())
            {
                var set = Fitting(cell, shrink * cell.Width);
                scene.Put("", set, new(x + (shrink * widths[column] - set.Width) / 2, baseline), ink.Colour, ink.Size);
                x += shrink * widths[column];
            }
            y = baseline + descent + 4;
            if (i + 1 < rows.Length) scene.Add(new Shape.Stroke(new(new(left, y), new(left + shrink * widths.Sum(), y)), i == 0 ? Theme.Edge : Theme.Grid, 1.1f));
        }
    }

    /// <summary>A cell's content on one line.</summary>
    private static Outline Cell(ImmutableArray<Inline> inlines, Ink ink)
    {
        var line = new OutlineBuilder();
        var x = 0f;
        foreach (var piece in Pieces(inlines, ink))
        {
            if (piece.Spaced) x += 0.28f * ink.Size;
            line.Place(piece.Set, x);
            x += piece.Set.Width;
        }
        return line.Build();
    }
}
