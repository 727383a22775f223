using Telegram.Bot;
using Telegram.Bot.Types;

namespace MashaBot.Telegram;

/// <summary>The menu of commands, in each language that the bot speaks.</summary>
/// <param name="languages">Two-letter code, null for everybody else, and the commands with what they do.</param>
internal sealed class Menu(IReadOnlyList<(string? Language, IReadOnlyList<(string Command, string Words)> Commands)> languages)
{
    public async Task Show(ITelegramBotClient bot, CancellationToken cancellationToken)
    {
        foreach (var (language, commands) in languages)
            await bot.SetMyCommands(commands.Select(command => new BotCommand(command.Command, command.Words)), BotCommandScope.AllPrivateChats(), language, cancellationToken);
    }
}
