using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MashaBot.Playground;

public enum MessageKind { Text, Rich, Photo, Document, Sticker, Voice }

/// <summary>A button under or inside a message. <paramref name="Data"/> is what a press sends to the bot, null for links and other kinds.</summary>
public sealed record PlaygroundButton(string Text, string? Data, string? Url);

/// <summary>A message as it stood in the chat when it was asked for.</summary>
public sealed class PlaygroundMessage
{
    private PlaygroundMessage(JsonObject json) => Json = json;

    public required int Id { get; init; }
    public required long Chat { get; init; }
    public required bool FromBot { get; init; }
    public required bool Silent { get; init; }
    public required DateTimeOffset Date { get; init; }
    public required bool Edited { get; init; }
    public required MessageKind Kind { get; init; }

    /// <summary>What can be read: the text, the caption, or all text of a rich message with a line per block, formulas as LaTeX.</summary>
    public required string Text { get; init; }

    /// <summary>The inline keyboard's rows, then each row of buttons inside a rich message.</summary>
    public required ImmutableArray<ImmutableArray<PlaygroundButton>> Buttons { get; init; }

    /// <summary>In a group: the one member who sees it; null: everybody.</summary>
    public required long? OnlyFor { get; init; }

    /// <summary>The bot's reaction, or null.</summary>
    public required string? Reaction { get; init; }

    /// <summary>The Bot API's Message object.</summary>
    public JsonObject Json { get; }

    /// <summary>The first button with that text.</summary>
    public PlaygroundButton Button(string text) =>
        Buttons.SelectMany(row => row).FirstOrDefault(button => button.Text == text)
        ?? throw new InvalidOperationException($"Message {Id} has no button \"{text}\", only: {string.Join(", ", Buttons.SelectMany(row => row).Select(button => button.Text))}.");

    public override string ToString() => $"#{Id} {(FromBot ? "bot" : "person")} {Kind}: {Text}";

    internal static PlaygroundMessage Of(Messages.Post post) => new((JsonObject)post.Json.DeepClone())
    {
        Id = post.Id,
        Chat = post.Json["chat"]!["id"]!.GetValue<long>(),
        FromBot = post.FromBot,
        Silent = post.Silent,
        Date = DateTimeOffset.FromUnixTimeSeconds(post.Json["date"]!.GetValue<long>()),
        Edited = post.Json.ContainsKey("edit_date"),
        Kind = post.Kind,
        Text = post.PlainText,
        Buttons = [.. post.ButtonRows().Select(row => row.ToImmutableArray())],
        OnlyFor = post.OnlyFor,
        Reaction = post.Reaction,
    };
}
