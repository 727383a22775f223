using System.Globalization;
using MashaBot.Backprop;

namespace MashaBot.Grader.Bench;

/// <summary>Values as a learner types them: to four digits, or all of a shorter decimal.</summary>
internal static class Typed
{
    private const int Digits = 4;

    internal static string Reply(IReadOnlyList<double> values, Shape shape) => shape.Rank == 2
        ? $"[{string.Join(", ", values.Chunk(shape[1]).Select(row => $"[{string.Join(", ", row.Select(Number))}]"))}]"
        : string.Join("; ", values.Select(Number));

    internal static string Number(double value) => Math.Round((decimal)value, Decimals(value)).ToString("0.##########", CultureInfo.InvariantCulture);

    /// <summary>Does one of the values need all four digits? A reply of 3 or 0.5 is also given by much else.</summary>
    internal static bool IsLong(IEnumerable<double> values) => values.Any(value => Number(value).Where(char.IsAsciiDigit).SkipWhile(digit => digit == '0').Count() >= Digits);

    /// <summary>How many stand behind the mark.</summary>
    internal static int Decimals(double value) => value == 0 ? 0 : Math.Clamp(Digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 9);
}
