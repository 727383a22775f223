using System.CommandLine;
using System.Globalization;
using MashaBot.Conversation;
using MashaBot.Store.Lite;
using NodaTime;
using NodaTime.Text;

namespace MashaBot.Cli;

/// <summary><c>chat</c>: the bot in the terminal. Piped lines are a learner's messages, one a line; the same lines give the same output.</summary>
internal static class ChatCommand
{
    public static System.CommandLine.Command Create(Func<ContentFolder?> load, Option<string> data, Func<DailyHour> daily, TimeProvider time)
    {
        var at = new Option<string?>("--at") { Description = "Sets the clock: an ISO time such as 2026-11-24T08:00:00Z or 2026-11-24T08:00. Then it moves only by @+1d." };
        var command = new System.CommandLine.Command("chat", "The bot in the terminal: a message a line, !1 presses the first button, @+1d or @+90m moves the clock on.") { at };
        command.SetAction(async (parsed, _) =>
        {
            Instant? start = null;
            if (parsed.GetValue(at) is { } text)
            {
                if (ReadInstant(text) is not { } set)
                {
                    Console.Error.WriteLine($"`{text}` is no ISO time. Write 2026-11-24T08:00:00Z.");
                    return 2;
                }
                start = set;
            }
            if (load() is not { } content) return 1;
            await using var store = await LiteStore.Open(parsed.GetValue(data)!);
            var chat = new TerminalChat(new Dialogue(content.Course, content.Phrasebook), store, daily(), start, time, Console.Out, Console.IsOutputRedirected ? null : Console.WindowWidth);
            var interactive = !Console.IsInputRedirected;
            if (interactive) Console.Error.WriteLine("!1 presses a button, @+1d moves the clock on, an empty line ends.");
            await chat.Begin();
            while (Prompt() is { } line)
            {
                if (interactive && line.Length == 0) break;
                await chat.Take(line);
            }
            return 0;

            string? Prompt()
            {
                if (interactive) Console.Error.Write("> ");
                return Console.In.ReadLine();
            }
        });
        return command;
    }

    internal static Instant? ReadInstant(string text)
    {
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } withOffset) return withOffset.Value.ToInstant();
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc))
            return Instant.FromDateTimeUtc(utc);
        return null;
    }
}
