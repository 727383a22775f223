namespace MashaBot.Sheets.Content;

/// <summary>Guesses what an author meant.</summary>
internal static class Spelling
{
    /// <summary>The known word that differs least, if it differs by a slip of the pen or two.</summary>
    internal static string? Nearest(string word, IEnumerable<string> known) => known
        .Select(candidate => (candidate, distance: Distance(word, candidate)))
        .Where(pair => pair.distance <= Math.Max(1, pair.candidate.Length / 3))
        .OrderBy(pair => pair.distance)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

    internal static string List(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"`{word}`"));

    /// <summary>Letters to insert, drop or change (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
            above = row;
        }
        return above[^1];
    }
}
