using System.Globalization;
using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>The words of one layer: its kind, its numbers, its options. What nobody asked for is a fault.</summary>
internal sealed class LayerWords
{
    private readonly List<(int Position, string Text)> words = [];
    private readonly int number;
    private readonly string text;

    public LayerWords(string source, int start, int end, int number, Stage? before)
    {
        (this.number, Before) = (number, before);
        for (var i = start; i < end;)
        {
            if (char.IsWhiteSpace(source[i]))
            {
                i++;
                continue;
            }

            var first = i;
            while (i < end && !char.IsWhiteSpace(source[i])) i++;
            words.Add((first, source[first..i]));
        }

        text = string.Join(' ', words.Select(word => word.Text));
        Kind = words[0].Text.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        Position = words[0].Position;
        words.RemoveAt(0);
    }

    public string Kind { get; }
    public int Position { get; }
    public Stage? Before { get; }
    public Written Written => new(Position, text, number, Kind);

    /// <summary>The next number that has no name: sizes such as 28x28x1 are several.</summary>
    public BigInteger[]? Sizes()
    {
        var i = words.FindIndex(word => char.IsAsciiDigit(word.Text[0]));
        if (i < 0) return null;
        var (position, word) = words[i];
        words.RemoveAt(i);
        var parts = word.Split('x', 'X', '×', 'х', 'Х');
        var sizes = new BigInteger[parts.Length];
        for (var axis = 0; axis < parts.Length; axis++)
            if (!BigInteger.TryParse(parts[axis], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[axis]) || sizes[axis].IsZero)
                throw Fault(ArchitectureProblem.Number, $"`{word}` is no size: write 3, or 28x28x1", position);
        return sizes;
    }

    public BigInteger One(string what) => Sizes() is [var size] ? size : throw Fault(ArchitectureProblem.Number, what);

    /// <summary>A kernel or a stride: one number for all axes, or one for each.</summary>
    public int[] Along(BigInteger[] sizes, int axes)
    {
        if (sizes.Length != 1 && sizes.Length != axes) throw Fault(ArchitectureProblem.Axes, $"{string.Join('x', sizes)} has {sizes.Length} numbers for {axes} axes");
        return [.. Enumerable.Range(0, axes).Select(axis => Small(sizes[sizes.Length == 1 ? 0 : axis]))];
    }

    /// <summary>The text of <c>name=…</c>.</summary>
    public string? Option(string name)
    {
        var i = words.FindIndex(word => word.Text.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase));
        if (i < 0) return null;
        var value = words[i].Text[(name.Length + 1)..].ToLowerInvariant();
        words.RemoveAt(i);
        return value;
    }

    public int Whole(string name, int otherwise, int least = 1) => Option(name) is not { } value
        ? otherwise
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && whole >= least ? whole : throw Fault(ArchitectureProblem.Number, $"{name}={value} should be a whole number from {least}");

    public bool Flag(string name) => words.RemoveAll(word => word.Text.Equals(name, StringComparison.OrdinalIgnoreCase)) > 0;

    public void Decimal()
    {
        var i = words.FindIndex(word => decimal.TryParse(word.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _));
        if (i >= 0) words.RemoveAt(i);
    }

    /// <summary>A batch of integers in range of an array.</summary>
    public int Small(BigInteger value) => value < 1_000_000 ? (int)value : throw Fault(ArchitectureProblem.TooLarge, $"{value} is beyond what a layer takes");

    public void NothingElse()
    {
        if (words is [var (position, word), ..]) throw Fault(ArchitectureProblem.Unknown, $"{Kind} has no use for `{word}`", position);
    }

    public ArchitectureException Fault(ArchitectureProblem problem, string why, int? position = null) => Faults.At(problem, position ?? Position, number, Before, why);
}
