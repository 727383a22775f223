using System.Text.Json.Nodes;
using MashaBot.Playground.Messages;

namespace MashaBot.Playground;

/// <summary>The state as the chat page gets it. Callers hold the world's lock.</summary>
internal static class PageState
{
    private const int PostsShown = 500;

    public static JsonObject All(World world) => new()
    {
        ["type"] = "state",
        ["bot"] = new JsonObject { ["name"] = world.BotName, ["username"] = world.BotUsername },
        ["clock"] = Clock(world.Clock),
        ["people"] = new JsonArray([.. world.Chats.Select(chat => (JsonNode)Person(world, chat))]),
        ["chats"] = new JsonObject(world.Chats.Select(chat => KeyValuePair.Create($"{chat.Person.Id}", (JsonNode?)new JsonObject
        {
            ["posts"] = new JsonArray([.. chat.Posts.TakeLast(PostsShown).Select(post => (JsonNode)Post(post))]),
            ["keyboard"] = chat.Keyboard?.DeepClone(),
        }))),
    };

    public static JsonObject Person(World world, Chat chat) => new()
    {
        ["id"] = chat.Person.Id,
        ["name"] = chat.Person.Name,
        ["language_code"] = chat.Person.LanguageCode,
        ["time_zone"] = chat.Person.TimeZone,
        ["group"] = chat.IsGroup,
        ["started"] = chat.Started,
        ["blocked"] = chat.Blocked,
        ["commands"] = world.CommandsFor(chat),
        ["description"] = world.TextOf("description", chat.Person.LanguageCode is [var a, var b, ..] ? $"{a}{b}" : ""),
    };

    public static JsonObject Post(Post post) => new()
    {
        ["message"] = post.Json.DeepClone(),
        ["bot"] = post.FromBot,
        ["silent"] = post.Silent,
        ["reaction"] = post.Reaction,
        ["only_for"] = post.OnlyFor,
    };

    public static JsonObject Clock(TimeProvider clock) => new()
    {
        ["type"] = "clock",
        ["now"] = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        ["movable"] = clock is PlaygroundClock,
    };
}
