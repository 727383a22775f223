using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace MashaBot.Sheets;

/// <summary>A part of a problem: "3.7.1" asks for one reply.</summary>
[JsonConverter(typeof(ParsableJson<PartId>))]
public readonly record struct PartId(ProblemId Problem, int Number) : IParsable<PartId>
{
    public static PartId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"`{s}` is not a part's id such as 3.7.1.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PartId result)
    {
        var numbers = DottedNumbers.Read(s);
        result = numbers is [var sheet, var problem, var part] ? new(new(sheet, problem), part) : default;
        return numbers is { Length: 3 };
    }

    public override string ToString() => $"{Problem}.{Number}";
}
