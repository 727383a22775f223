using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace MashaBot.Sheets;

/// <summary>Whose figures a problem is dealt with: those of the book, or those drawn from a seed.</summary>
/// <param name="Seed">0 for the book.</param>
[JsonConverter(typeof(ParsableJson<VariantId>))]
public readonly record struct VariantId(int Seed) : IParsable<VariantId>
{
    /// <summary>The figures that stand in the problem's file.</summary>
    public static VariantId Book => default;

    public int Seed { get; } = Seed >= 0 ? Seed : throw new ArgumentOutOfRangeException(nameof(Seed), Seed, "Seeds start at 1; 0 is the book.");

    public bool IsBook => Seed == 0;

    public static VariantId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"`{s}` is not a variant: `book` or a seed from 1.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out VariantId result)
    {
        result = default;
        if (s == "book") return true;
        if (!int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) || seed == 0) return false;
        result = new(seed);
        return true;
    }

    public override string ToString() => IsBook ? "book" : Seed.ToString(CultureInfo.InvariantCulture);
}
