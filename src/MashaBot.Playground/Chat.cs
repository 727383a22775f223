using System.Text.Json.Nodes;
using MashaBot.Playground.Messages;

namespace MashaBot.Playground;

/// <summary>A person's private chat with the bot, or a group: then the "person" is the group itself, with a negative id.</summary>
internal sealed class Chat(Person person)
{
    public Person Person { get; set; } = person;

    public bool IsGroup => Person.Id < 0;

    /// <summary>Who founded the group, and so may manage it.</summary>
    public long Founder { get; init; }

    /// <summary>The person wrote first; before that a bot cannot write.</summary>
    public bool Started { get; set; }
    public bool Blocked { get; set; }
    public List<Post> Posts { get; } = [];

    /// <summary>The reply keyboard or forced reply that the bot sent last, with the id of its message.</summary>
    public JsonObject? Keyboard { get; set; }

    public Post? Find(long messageId) => Posts.Find(post => post.Id == messageId);

    private const int PostsKept = 500;

    public JsonObject Save() => new()
    {
        ["id"] = Person.Id,
        ["name"] = Person.Name,
        ["language_code"] = Person.LanguageCode,
        ["time_zone"] = Person.TimeZone,
        ["founder"] = Founder,
        ["started"] = Started,
        ["blocked"] = Blocked,
        ["keyboard"] = Keyboard?.DeepClone(),
        ["posts"] = new JsonArray([.. Posts.TakeLast(PostsKept).Select(post => (JsonNode)PageState.Post(post))]),
    };

    public static Chat Restore(JsonObject saved)
    {
        var chat = new Chat(new(saved.Need("id").GetValue<long>(), saved.Text("name"), saved["language_code"]?.ToString(), saved.Text("time_zone")))
        {
            Founder = saved["founder"]?.GetValue<long>() ?? 0,
            Started = saved.Need("started").GetValue<bool>(),
            Blocked = saved.Need("blocked").GetValue<bool>(),
            Keyboard = (JsonObject?)saved["keyboard"]?.DeepClone(),
        };
        foreach (var post in saved.Need("posts").AsArray().Select(post => post!.AsObject()))
            chat.Posts.Add(new(post.Need("message").DeepClone().AsObject(), post.Need("bot").GetValue<bool>(), post.Need("silent").GetValue<bool>()) { Reaction = post["reaction"]?.ToString(), OnlyFor = post["only_for"]?.GetValue<long>() });
        return chat;
    }

    public JsonObject UserJson()
    {
        var user = new JsonObject { ["id"] = Person.Id, ["is_bot"] = false, ["first_name"] = Person.Name };
        if (Person.LanguageCode is { } code) user["language_code"] = code;
        return user;
    }

    public JsonObject ChatJson() => IsGroup ? new() { ["id"] = Person.Id, ["type"] = "supergroup", ["title"] = Person.Name } : new() { ["id"] = Person.Id, ["type"] = "private", ["first_name"] = Person.Name };
}
