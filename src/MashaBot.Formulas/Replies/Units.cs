using System.Collections.Frozen;
using System.Text.RegularExpressions;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Units that learners put behind numbers, and how many of one make another. Words to understand, never shown.</summary>
internal static partial class Units
{
    private static readonly FrozenDictionary<string, (string Family, Rational Size)> Known = Rows().ToFrozenDictionary(row => row.Name, row => (row.Family, row.Size), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<(string Name, string Family, Rational Size)> Rows()
    {
        string[] prefixes = ["", "к|k", "м|m", "г|g", "т|t"];
        for (var power = 0; power < prefixes.Length; power++)
            foreach (var prefix in prefixes[power].Split('|'))
            {
                var isCyrillic = prefix == "" || Letters.IsCyrillic(prefix[0]);
                foreach (var unit in isCyrillic ? (string[])["б", "байт", "байта", "байтов"] : ["b", "byte", "bytes"])
                    yield return (prefix + unit, "information", Rational.Pow(1000, power));
                if (power > 0) yield return (prefix + (isCyrillic ? "иб" : "ib"), "information", Rational.Pow(1024, power));
            }

        foreach (var unit in (string[])["b", "byte", "bytes"]) yield return (unit, "information", 1);
        foreach (var (size, names) in ((Rational, string)[])[(new(1, 1000), "мс|ms|миллисекунд|миллисекунды|миллисекунда"), (1, "с|s|сек|sec|секунд|секунды|секунда|seconds"), (60, "мин|min|минут|минуты|минута|minutes"), (3600, "ч|h|час|часа|часов|hours|hour"), (86400, "сут|суток|сутки|день|дня|дней|days|day")])
            foreach (var name in names.Split('|')) yield return (name, "time", size);
        foreach (var name in (string[])["%", "процент", "процента", "процентов", "percent"]) yield return (name, "percent", 1);
    }

    /// <summary>How many of the unit asked for one of these is; null if it is no such unit.</summary>
    public static Rational? In(string unit, IEnumerable<string> asked)
    {
        foreach (var other in asked)
        {
            if (unit.Equals(other, StringComparison.OrdinalIgnoreCase)) return 1;
            if (Known.TryGetValue(unit, out var own) && Known.TryGetValue(other, out var wanted) && own.Family == wanted.Family) return own.Size / wanted.Size;
        }

        return null;
    }

    public static bool IsKnown(string word) => Known.ContainsKey(word);

    /// <summary>A word, or %, behind a number or a bracket.</summary>
    [GeneratedRegex(@"(?<=[\d)\]½¼¾⅓⅔⅛.]\s*)(?<![\d.]\s*e[-+]?)(?<unit>[\p{L}]+|%)(?:\.(?=\s|$))?", RegexOptions.CultureInvariant)]
    public static partial Regex BehindNumber { get; }
}
