using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Exceptions;

namespace MashaBot.Logging;

/// <summary>Errors in whose texts somebody's words may stand (a parser quotes what it could not read): above Debug only where they happened is told.</summary>
internal static partial class Wordless
{
    public static Exception WithoutWords(this Exception error) => new WordlessException(error);

    /// <summary>
    /// Why something failed, in a few words that are not a person's: what Telegram or the network says, without what it quotes (an entity that cannot
    /// be parsed is named by the words that stand there); of other errors their kind.
    /// </summary>
    public static string Why(this Exception error) => error is RequestException or HttpRequestException
        ? Quotation.Replace(error.GetBaseException().Message, "…")
        : error.GetType().Name;

    [GeneratedRegex("""("[^"]*"|«[^»]*»|`[^`]*`|(?<!\w)'[^']*')""")] private static partial Regex Quotation { get; }

    [LoggerMessage(LogLevel.Debug, "The next error in full")]
    public static partial void Debug(this ILogger logger, Exception error);

    private sealed class WordlessException(Exception error) : Exception(error.GetType().FullName)
    {
        public override string ToString() => string.Join($"{Environment.NewLine} ---> ", Chain().Select(part => $"{part.GetType().FullName}{Environment.NewLine}{part.StackTrace}"));

        private IEnumerable<Exception> Chain()
        {
            for (var part = error; part is not null; part = part.InnerException) yield return part;
        }
    }
}
