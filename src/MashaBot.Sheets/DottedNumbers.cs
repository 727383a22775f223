using System.Globalization;

namespace MashaBot.Sheets;

internal static class DottedNumbers
{
    /// <summary>The numbers of "3.7.1", each from 1; null if the text is anything else.</summary>
    internal static int[]? Read(string? text)
    {
        var words = text?.Split('.') ?? [];
        var numbers = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] == 0)
                return null;
        return numbers;
    }
}
