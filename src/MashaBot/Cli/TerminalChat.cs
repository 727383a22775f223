using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Store;
using NodaTime;
using NodaTime.Extensions;

namespace MashaBot.Cli;

/// <summary>One learner at a terminal: lines in, the bot's messages out as text, progress in the store.</summary>
internal sealed partial class TerminalChat(Dialogue dialogue, ILearnerStore store, DailyHour daily, Instant? start, TimeProvider time, TextWriter output, int? width)
{
    private static readonly LearnerId self = new(1);

    private Duration moved = Duration.Zero;
    private ImmutableArray<Button> buttons = [];
    private int sent;

    private Instant Now => (start ?? time.GetUtcNow().ToInstant()) + moved;

    /// <summary>What has fallen due while the terminal was closed.</summary>
    public Task Begin() => DeliverUntil(Now);

    public async Task Take(string line)
    {
        if (Clock.Match(line.Trim()) is { Success: true } clock) await Move(clock);
        else if (ButtonNumber.Match(line.Trim()) is { Success: true } press) await Press(int.Parse(press.Groups[1].Value, CultureInfo.InvariantCulture));
        else if (line.Trim().Length > 0) await Answer(new Incoming.Text(line, ++sent));
    }

    private async Task Move(Match clock)
    {
        var count = int.Parse(clock.Groups["count"].Value, CultureInfo.InvariantCulture);
        var target = Now + clock.Groups["unit"].Value switch
        {
            "d" => Duration.FromDays(count),
            "h" => Duration.FromHours(count),
            _ => Duration.FromMinutes(count),
        };
        await DeliverUntil(target);
        moved += target - Now;
    }

    /// <summary>Each daily hour on the way comes when it comes, as it does for a bot that runs all the time.</summary>
    private async Task DeliverUntil(Instant target)
    {
        while (await store.Find(self) is { Tick: { } due } && due <= target)
        {
            if (due > Now) moved += due - Now;
            await Answer(new Incoming.DayCame());          // which moves the due hour on
        }
    }

    private async Task Press(int number)
    {
        if (number >= 1 && number <= buttons.Length) await Answer(new Incoming.Press(buttons[number - 1].Data));
        else output.WriteLine($"(no button {number})");
    }

    private async Task Answer(Incoming incoming)
    {
        ImmutableArray<Message> said = [];
        var isExport = false;
        await store.Change([self], batch =>
        {
            var outcome = dialogue.On(batch.Find(self) ?? Dialogue.Newcomer(self, new(self.Value), daily), incoming, Now);
            batch.Attempts.AddRange(outcome.Attempts);
            batch.Put(outcome, outcome.Next, Now.ToUnixTimeTicks());
            said = outcome.Send;
            isExport = outcome.Requests.Any(request => request is Request.Export);
        });
        foreach (var message in said) Print(message);
        if (isExport) output.WriteLine(await store.Export(self));
    }

    private void Print(Message message)
    {
        if (message.Reaction is not null) return;      // a terminal has nothing to hang it on
        output.WriteLine();
        foreach (var line in message.Body.ToText().Split('\n')) output.WriteLine(width is { } columns ? Wrap(line, columns) : line);
        if (message.Buttons.IsEmpty) return;
        buttons = [.. message.Buttons.SelectMany(row => row)];
        output.WriteLine(string.Join("  ", buttons.Select((button, i) => $"[!{i + 1} {button.Label}]")));
    }

    private static string Wrap(string line, int columns)
    {
        var wrapped = new StringBuilder();
        var room = columns;
        foreach (var word in line.Split(' '))
        {
            if (word.Length + 1 > room && room < columns)
            {
                wrapped.Append('\n');
                room = columns;
            }
            else if (room < columns) wrapped.Append(' ');
            wrapped.Append(word);
            room -= word.Length + 1;
        }
        return wrapped.ToString();
    }

    [GeneratedRegex(@"^@\+(?<count>\d{1,4})(?<unit>[dhm])$")] private static partial Regex Clock { get; }
    [GeneratedRegex(@"^!(\d{1,2})$")] private static partial Regex ButtonNumber { get; }
}
