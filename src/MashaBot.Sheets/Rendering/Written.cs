using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Rendering;

/// <summary>Values as they stand in a text.</summary>
internal static class Written
{
    internal static string Value(Tensor<Real> value, NumberStyle style, PrintForm form, int? decimals = null)
    {
        var separator = (style, form) switch
        {
            (NumberStyle.DecimalPoint, _) => ", ",
            (_, PrintForm.Latex) => @";\ ",
            _ => "; ",
        };
        return value.Shape.Rank switch
        {
            0 => Number(value.Only),
            2 when form == PrintForm.Latex => $@"\begin{{pmatrix}} {string.Join(@" \\ ", Rows().Select(row => string.Join(" & ", row)))} \end{{pmatrix}}",
            2 => $"[{string.Join(separator, Rows().Select(row => $"[{string.Join(separator, row)}]"))}]",
            _ => $"({string.Join(separator, value.Values.ToArray().Select(Number))})",
        };

        string Number(Real number) => Numbers.Format(number, style, decimals, form);
        IEnumerable<IEnumerable<string>> Rows() => Enumerable.Range(0, value.Shape[0]).Select(row => Enumerable.Range(0, value.Shape[1]).Select(column => Number(value[row, column])));
    }

    /// <summary>The value as the part's kind is written: <c>3 → 1 → 2</c> for an order (the first of several), <c>14 × 14 × 6</c> for a shape.</summary>
    internal static string Steps(ReplyKind kind, Tensor<Real> value, PrintForm form) => string.Join((kind, form) switch
    {
        (ReplyKind.Order, PrintForm.Latex) => @" \to ",
        (ReplyKind.Order, _) => " → ",
        (_, PrintForm.Latex) => @" \times ",
        _ => "×",
    }, value.Values[..value.Shape.Sizes[^1]].ToArray());

    /// <summary>Is the value as written the value itself?</summary>
    internal static bool IsExactly(Tensor<Real> value, int? decimals) =>
        value.Values.ToArray().All(number => number.IsExact && (decimals is null || number.Exact.Decimals <= decimals));

    /// <summary>In brackets where a minus would stand behind another sign, or a power would take too little.</summary>
    internal static string Fitting(string value, string before, string after)
    {
        var isNegative = value is ['-' or '−', ..];
        var follows = before.TrimEnd() is var left && (left is [.., '+' or '-' or '−' or '·' or '×' or '*'] || left.EndsWith(@"\cdot", StringComparison.Ordinal) || left.EndsWith(@"\times", StringComparison.Ordinal));
        var isRaised = after.TrimStart() is ['^', ..];
        return (isNegative && (follows || isRaised)) || (isRaised && (value.Contains('/', StringComparison.Ordinal) || value.StartsWith(@"\frac", StringComparison.Ordinal))) ? $"({value})" : value;
    }
}
