using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace MashaBot.Sheets;

/// <summary>A problem of the course: "3.7" is the seventh of the third sheet.</summary>
/// <param name="Sheet">From 1.</param>
/// <param name="Number">From 1, in its sheet.</param>
[JsonConverter(typeof(ParsableJson<ProblemId>))]
public readonly record struct ProblemId(int Sheet, int Number) : IParsable<ProblemId>, IComparable<ProblemId>
{
    public static ProblemId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"`{s}` is not a problem's id such as 3.7.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProblemId result)
    {
        var numbers = DottedNumbers.Read(s);
        result = numbers is [var sheet, var number] ? new(sheet, number) : default;
        return numbers is { Length: 2 };
    }

    public int CompareTo(ProblemId other) => (Sheet, Number).CompareTo((other.Sheet, other.Number));

    public override string ToString() => $"{Sheet}.{Number}";

    public static bool operator <(ProblemId left, ProblemId right) => left.CompareTo(right) < 0;

    public static bool operator >(ProblemId left, ProblemId right) => left.CompareTo(right) > 0;

    public static bool operator <=(ProblemId left, ProblemId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ProblemId left, ProblemId right) => left.CompareTo(right) >= 0;
}
