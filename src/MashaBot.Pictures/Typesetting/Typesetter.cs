using System.Collections.Immutable;
using SkiaSharp;

namespace MashaBot.Pictures.Typesetting;

/// <summary>Sets formulas: sizes, shifts and spaces after TeX's habits, for a typeface without serifs.</summary>
internal static class Typesetter
{
    public const float ScriptScale = 0.72f;

    private const float Rule = 0.06f;

    /// <summary>A label within a line of text: fractions are small.</summary>
    /// <exception cref="LatexException">The formula cannot be read, or has a sign that no glyph exists for.</exception>
    public static Outline Label(string latex, float size) => Set(LatexReader.Read(latex), new(size, Level.Text));

    /// <summary>A formula on a line of its own: full fractions, limits above and below.</summary>
    /// <exception cref="LatexException">The formula cannot be read, or has a sign that no glyph exists for.</exception>
    public static Outline Display(string latex, float size) => Set(LatexReader.Read(latex), new(size, Level.Display));

    /// <summary>The same, broken where it is wider than <paramref name="width"/>: before the signs of relation, and if that is not enough before pluses and minuses outside of brackets.</summary>
    /// <returns>Lines; one may still be too wide where nothing can be broken.</returns>
    /// <exception cref="LatexException">The formula cannot be read, or has a sign that no glyph exists for.</exception>
    public static ImmutableArray<Outline> DisplayLines(string latex, float size, float width)
    {
        var style = new Style(size, Level.Display);
        var whole = LatexReader.Read(latex);
        if (whole is not Term.Row(var terms) || Fits(terms)) return [Set(whole, style)];
        var lines = ImmutableArray.CreateBuilder<Outline>();
        ImmutableArray<Term> line = [];
        foreach (var piece in CutBefore(terms, TermClass.Relation).SelectMany(piece => Fits(piece) ? [piece] : CutBefore(piece, TermClass.Binary)))
        {
            if (!line.IsEmpty && !Fits([.. line, .. piece]))
            {
                lines.Add(Row(line, style));
                line = [];
            }
            line = [.. line, .. piece];
        }
        lines.Add(Row(line, style));
        return lines.ToImmutable();

        bool Fits(ImmutableArray<Term> row) => Row(row, style) is var set && set.Width + set.Overhang <= width;
    }

    /// <summary>A row in pieces, each but the first beginning with such a sign. Within brackets nothing is cut, and a product stays whole.</summary>
    private static IEnumerable<ImmutableArray<Term>> CutBefore(ImmutableArray<Term> row, TermClass kind)
    {
        var (start, depth) = (0, 0);
        foreach (var (i, term) in row.Index())
        {
            depth += term.Class switch { TermClass.Open => 1, TermClass.Close => -1, _ => 0 };
            if (depth != 0 || i == start || term.Class != kind || (kind == TermClass.Binary && term is not Term.Sign { Text: "+" or "−" or "-" })) continue;
            yield return row[start..i];
            start = i;
        }
        yield return row[start..];
    }

    /// <summary>Plain text of ours.</summary>
    /// <exception cref="LatexException">It has a sign that no glyph exists for.</exception>
    public static Outline Text(string text, Face face, float size) => Glyphs.Set(text, face, size);

    /// <summary>Plain text that anybody may have written: a box stands for a sign that no glyph exists for.</summary>
    public static Outline Prose(string text, Face face, float size) =>
        Glyphs.Set(string.Concat(text.EnumerateRunes().Select(sign => Glyphs.Has(sign) ? sign.ToString() : "□")), face, size);

    private readonly record struct Style(float Base, Level Level)
    {
        public float Size => Base * Level switch { Level.Script => ScriptScale, Level.ScriptScript => 0.56f, _ => 1 };

        public bool InScript => Level >= Level.Script;

        public Style Script => this with { Level = Level <= Level.Text ? Level.Script : Level.ScriptScript };

        public Style InFraction => this with { Level = Level switch { Level.Display => Level.Text, Level.Text => Level.Script, _ => Level.ScriptScript } };
    }

    private static Outline Set(Term term, Style style) => term switch
    {
        Term.Sign { Large: true } sign => Large(sign, style),
        Term.Sign sign => Glyphs.Set(sign.Text, sign.Face, style.Size),
        Term.Row row => Row(row.Terms, style),
        Term.Scripted scripted => Scripted(scripted, style),
        Term.Fraction fraction => Fraction(fraction, fraction.Level is { } level ? style with { Level = level } : style),
        Term.Root root => Root(root, style),
        Term.Accented accented => Accented(Set(accented.Body, style), accented, style.Size),
        Term.Braced braced => Braced(Set(braced.Body, style), braced.Below, style.Size),
        Term.Fenced fenced => Fenced(fenced, style),
        Term.Grid grid => Grid(grid, style.InScript ? style : style with { Level = grid.Level }),
        Term.Boxed boxed => Boxed(Set(boxed.Body, style), style.Size),
        Term.Space space => Outline.Blank(space.Em * style.Size),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Outline Row(ImmutableArray<Term> terms, Style style)
    {
        var line = new OutlineBuilder();
        var x = 0f;
        TermClass? left = null;
        for (var i = 0; i < terms.Length; i++)
        {
            var term = terms[i];
            if (term is Term.Space)
            {
                x += Set(term, style).Width;
                continue;
            }
            var kind = term.Class;
            // A sign of an operation without something on both sides is a sign of the number: −1.
            if (kind == TermClass.Binary && (left is null or TermClass.Binary or TermClass.Operator or TermClass.Relation or TermClass.Open or TermClass.Punctuation || IsLast(terms, i)))
                kind = TermClass.Ordinary;
            if (left is { } before) x += Classes.Between(before, kind, style.InScript) * style.Size;
            var part = Set(term, style);
            line.Place(part, x);
            x += part.Width;
            left = kind;
        }
        line.Width = x;
        return line.Build();
    }

    private static bool IsLast(ImmutableArray<Term> terms, int i) =>
        i + 1 == terms.Length || terms[i + 1].Class is TermClass.Relation or TermClass.Close or TermClass.Punctuation;

    private static Outline Large(Term.Sign sign, Style style)
    {
        var size = style.Size * (style.Level == Level.Display ? 1.5f : 1.15f);
        var glyph = Glyphs.Set(sign.Text, Face.Upright, size);
        var line = new OutlineBuilder();
        line.Place(glyph, 0, (glyph.Ascent - glyph.Descent) / 2 - Signs.Axis * style.Size);
        return line.Build();
    }

    private static Outline Scripted(Term.Scripted scripted, Style style)
    {
        var about = Set(scripted.Base, style);
        if (scripted is { Upper: Term.Sign { Text: ['′', ..] } primes, Lower: null }) return Primed(about, primes.Text, style.Size);
        var upper = scripted.Upper is { } up ? Set(up, style.Script) : null;
        var lower = scripted.Lower is { } low ? Set(low, style.Script) : null;
        if (scripted.Base is Term.Braced || (scripted.Base is Term.Sign { Limits: true } && style.Level == Level.Display))
            return Stacked(about, lower, upper, style.Size);

        var em = style.Size;
        var single = scripted.Base is Term.Sign { Large: false };
        var rise = upper is null ? 0 : Math.Max(single ? 0.4f * em : Math.Max(0.4f * em, about.Ascent - 0.3f * style.Script.Size), upper.Descent + 0.14f * em);
        var drop = lower is null ? 0 : Math.Max(single ? 0.18f * em : Math.Max(0.18f * em, about.Descent + 0.12f * style.Script.Size), lower.Ascent - 0.42f * em);
        if (upper is not null && lower is not null)
            drop = Math.Max(drop, lower.Ascent - (rise - upper.Descent) + 0.12f * em);

        var line = new OutlineBuilder();
        line.Place(about, 0);
        var gap = 0.03f * em;
        if (upper is not null) line.Place(upper, about.Width + about.Overhang + gap, -rise);
        if (lower is not null) line.Place(lower, about.Width + gap, drop);
        line.Width += gap;
        return line.Build();
    }

    /// <summary>The sign already hangs at the height of capitals.</summary>
    private static Outline Primed(Outline about, string primes, float em)
    {
        var line = new OutlineBuilder();
        line.Place(about, 0);
        line.Place(Glyphs.Set(primes, Face.Upright, em), about.Width + 0.6f * about.Overhang, -Math.Max(0, about.Ascent - 0.78f * em));
        return line.Build();
    }

    private static Outline Stacked(Outline about, Outline? lower, Outline? upper, float em)
    {
        var width = Math.Max(about.Width, Math.Max(lower?.Width ?? 0, upper?.Width ?? 0));
        var gap = 0.14f * em;
        var line = new OutlineBuilder();
        line.Place(about, (width - about.Width) / 2);
        if (upper is not null) line.Place(upper, (width - upper.Width) / 2, -about.Ascent - gap - upper.Descent);
        if (lower is not null) line.Place(lower, (width - lower.Width) / 2, about.Descent + gap + lower.Ascent);
        return line.Build();
    }

    private static Outline Fraction(Term.Fraction fraction, Style style)
    {
        var (over, under) = (Set(fraction.Over, style.InFraction), Set(fraction.Under, style.InFraction));
        var em = style.Size;
        var (gap, side) = ((style.Level == Level.Display ? 0.16f : 0.1f) * em, 0.1f * em);
        var width = Math.Max(over.Width + over.Overhang, under.Width + under.Overhang) + 2 * side;
        var axis = -Signs.Axis * em;
        var line = new OutlineBuilder();
        if (fraction.Bar) line.Bar(0.04f * em, axis, width - 0.08f * em, Rule * em);
        line.Place(over, (width - over.Width) / 2, axis - Rule * em / 2 - gap - Math.Max(0, over.Descent));
        line.Place(under, (width - under.Width) / 2, axis + Rule * em / 2 + gap + under.Ascent);
        line.Width = width;
        return line.Build();
    }

    private static Outline Root(Term.Root root, Style style)
    {
        var body = Set(root.Body, style);
        var (sign, lead) = Brackets.Root(body, style.Size);
        var degree = root.Degree is { } term ? Set(term, style with { Level = Level.ScriptScript }) : null;
        var shift = degree is null ? 0 : Math.Max(0, degree.Width - 0.25f * style.Size);
        var line = new OutlineBuilder();
        line.Place(sign, shift);
        line.Place(body, shift + lead);
        if (degree is not null) line.Place(degree, Math.Max(0, shift + 0.25f * style.Size - degree.Width), -0.42f * style.Size);
        return line.Build();
    }

    private static Outline Accented(Outline body, Term.Accented term, float em)
    {
        var line = new OutlineBuilder();
        line.Place(body, 0);
        var lean = term.Body is Term.Sign { Face: Face.Slanted or Face.BoldSlanted } ? 0.2f * (body.Ascent - 0.27f * em) : 0;
        var (middle, top) = (body.Width / 2 + lean, -body.Ascent - 0.12f * em);
        var half = Math.Max(0.19f * em, Math.Min(0.42f * body.Width, 0.6f * em));
        var (m, t, h) = (middle / em * 1000, top / em * 1000, half / em * 1000);
        FormattableString strokes = term.Mark switch
        {
            Mark.Hat => $"M{m - h},{t} L{m},{t - 150} L{m + h},{t}",
            Mark.Tilde => $"M{m - h},{t - 20} C{m - h * 0.6f},{t - 150} {m - h * 0.2f},{t - 130} {m},{t - 80} C{m + h * 0.2f},{t - 30} {m + h * 0.6f},{t - 10} {m + h},{t - 140}",
            Mark.Vector => $"M{m - h - 40},{t - 80} L{m + h + 40},{t - 80} M{m + h - 80},{t - 190} L{m + h + 60},{t - 80} L{m + h - 80},{t + 30}",
            Mark.Dot => $"M{m - 45},{t - 60} L{m + 45},{t - 60}",
            Mark.TwoDots => $"M{m - 160},{t - 60} L{m - 70},{t - 60} M{m + 70},{t - 60} L{m + 160},{t - 60}",
            Mark.Underline => $"M0,{body.Descent / em * 1000 + 110} L{body.Width / em * 1000},{body.Descent / em * 1000 + 110}",
            _ => $"M{m - body.Width / em * 450},{t - 40} L{m + body.Width / em * 450},{t - 40}",
        };
        var mark = Brackets.Drawn(FormattableString.Invariant(strokes), 0, term.Mark is Mark.Underline ? 0 : -t + 190, term.Mark is Mark.Underline ? body.Descent / em * 1000 + 150 : 0, em);
        line.Place(mark, 0);
        line.Width = body.Width;
        return line.Build();
    }

    private static Outline Braced(Outline body, bool below, float em)
    {
        var brace = Brackets.Brace(body.Width, below, em);
        var line = new OutlineBuilder();
        line.Place(body, 0);
        line.Place(brace, 0, below ? body.Descent + 0.12f * em : -body.Ascent - 0.38f * em);
        return line.Build();
    }

    private static Outline Fenced(Term.Fenced fenced, Style style)
    {
        var body = Set(fenced.Body, style);
        var axis = Signs.Axis * style.Size;
        var height = Math.Max(2 * Math.Max(body.Ascent - axis, body.Descent + axis), 0.9f * style.Size) + 0.06f * style.Size;
        var (open, close) = (Brackets.Around(fenced.Open, height, style.Size), Brackets.Around(fenced.Close, height, style.Size));
        var line = new OutlineBuilder();
        line.Place(open, 0);
        line.Place(body, open.Width);
        line.Place(close, open.Width + body.Width + (fenced.Close.Length > 0 ? body.Overhang : 0));
        return line.Build();
    }

    private static Outline Grid(Term.Grid grid, Style style)
    {
        var em = style.Size;
        var cells = grid.Rows.Select(row => row.Select(cell => Set(cell, style)).ToArray()).ToArray();
        var widths = Enumerable.Range(0, cells.Max(row => row.Length)).Select(column => cells.Max(row => column < row.Length ? row[column].Width : 0)).ToArray();
        var lines = new float[cells.Length];
        var (y, aligned) = (0f, grid.Columns == "rl");
        foreach (var (i, row) in cells.Index())
        {
            var ascent = Math.Max(0.74f * em, row.Max(cell => cell.Ascent));
            y += i == 0 ? ascent : ascent + 0.38f * em;
            lines[i] = y;
            y += Math.Max(0.2f * em, row.Max(cell => cell.Descent));
        }
        var shift = -Signs.Axis * em - y / 2;
        var builder = new OutlineBuilder();
        foreach (var (i, row) in cells.Index())
        {
            var x = 0f;
            foreach (var (column, cell) in row.Index())
            {
                var side = grid.Columns[aligned ? column % 2 : Math.Min(column, grid.Columns.Length - 1)] switch { 'l' => 0, 'r' => 1f, _ => 0.5f };
                builder.Place(cell, x + side * (widths[column] - cell.Width), lines[i] + shift);
                x += widths[column] + (aligned ? (column % 2 == 0 ? 5f / 18 : 1) : 0.8f) * em;
            }
        }
        return builder.Build();
    }

    private static Outline Boxed(Outline body, float em)
    {
        var (pad, rule) = (0.25f * em, Rule * em);
        using var pen = new SKPaint { Style = SKPaintStyle.Stroke, StrokeWidth = rule };
        using var frame = new SKPathBuilder();
        frame.AddRect(new SKRect(rule, -body.Ascent - pad, body.Width + 2 * pad - rule, body.Descent + pad));
        using var edges = frame.Detach();
        var box = new Outline(pen.GetFillPath(edges) ?? new SKPath(), body.Width + 2 * pad, body.Ascent + pad + rule, body.Descent + pad + rule);
        var line = new OutlineBuilder();
        line.Place(box, 0);
        line.Place(body, pad);
        return line.Build();
    }
}
