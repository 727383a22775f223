using System.Security.Cryptography;
using System.Text;
using MashaBot.Logging;
using MashaBot.Sheets;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.InlineQueryResults;

namespace MashaBot.Telegram;

/// <summary><c>@bot x^2+xy at x=1,y=2</c> in any chat: the expression is worked out while it is typed, and sent by a tap.</summary>
/// <param name="answer">An answer in the language of the person's Telegram; null while the words are no expression yet.</param>
internal sealed class InlineQueries(ITelegramBotClient bot, Func<string, string?, InlineAnswer> answer, ILogger<InlineQueries> logger)
{
    /// <summary>Answers a query. One that failed is forgotten: the next letter that is typed brings another.</summary>
    public async Task Answer(InlineQuery query)
    {
        try
        {
            var said = answer(query.Query, query.From.LanguageCode);
            InlineQueryResult[] results = said.Body is { } body ? [Article(query.Query, said.Title, body)] : [];
            var button = new InlineQueryResultsButton(said.Help) { StartParameter = "backprop" };
            await bot.AnswerInlineQuery(query.Id, results, cacheTime: 300, isPersonal: true, button: button);      // personal: the words are in the person's language
        }
        catch (Exception error)
        {
            logger.QueryNotAnswered(error.Why());
        }
    }

    private static InlineQueryResultArticle Article(string query, string title, Prose body) =>
        new(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(query)))[..32], title, new InputTextMessageContent(HtmlForm.Of(body.Blocks)) { ParseMode = ParseMode.Html });
}

/// <summary>What an inline query is answered.</summary>
/// <param name="Title">In the list.</param>
/// <param name="Body">What is sent when it is tapped, without pictures; null: there is nothing to send yet.</param>
/// <param name="Help">On the button above the list.</param>
internal sealed record InlineAnswer(string Title, Prose? Body, string Help);

internal static partial class InlineLog
{
    [LoggerMessage(LogLevel.Information, "An inline query could not be answered ({Why})")]
    public static partial void QueryNotAnswered(this ILogger logger, string why);
}
