using Telegram.Bot;
using Telegram.Bot.Types;

namespace MashaBot.Telegram;

/// <summary>The menu of commands, in each language that the bot speaks.</summary>
/// <param name="languages">Two-letter code, null for everybody else, and the commands with what they do.</param>
/// <param name="ofAdmins">What admins have besides, for the same languages.</param>
internal sealed class Menu(Func<IReadOnlyList<(string? Language, IReadOnlyList<(string Command, string Words)> Commands)>> languages, Func<string?, IReadOnlyList<(string Command, string Words)>> ofAdmins)
{
    private const string OfGroupsAlone = "board";

    /// <summary>Those that mean something in a group.</summary>
    private static readonly string[] inGroups = ["next", "board", "solution", "backprop", "time", "language", "help", "stop"];

    public async Task Show(ITelegramBotClient bot, CancellationToken cancellationToken)
    {
        foreach (var (language, commands) in languages())
        {
            var all = commands.Select(command => new BotCommand(command.Command, command.Words)).ToList();
            await bot.SetMyCommands(all.Where(command => command.Command != OfGroupsAlone), BotCommandScope.AllPrivateChats(), language, cancellationToken);
            await bot.SetMyCommands(all.Where(command => inGroups.Contains(command.Command)), BotCommandScope.AllGroupChats(), language, cancellationToken);
        }
    }

    /// <summary>In an admin's chat: theirs first, then everybody's.</summary>
    public async Task ShowTo(ITelegramBotClient bot, ChatId admin, CancellationToken cancellationToken)
    {
        foreach (var (language, commands) in languages())
            await bot.SetMyCommands(ofAdmins(language).Concat(commands.Where(command => command.Command != OfGroupsAlone)).Select(command => new BotCommand(command.Command, command.Words)), BotCommandScope.Chat(admin), language, cancellationToken);
    }
}
