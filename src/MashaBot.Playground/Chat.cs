using System.Text.Json.Nodes;
using MashaBot.Playground.Messages;

namespace MashaBot.Playground;

/// <summary>A person's private chat with the bot.</summary>
internal sealed class Chat(Person person)
{
    public Person Person { get; set; } = person;

    /// <summary>The person wrote first; before that a bot cannot write.</summary>
    public bool Started { get; set; }
    public bool Blocked { get; set; }
    public List<Post> Posts { get; } = [];

    /// <summary>The reply keyboard or forced reply that the bot sent last, with the id of its message.</summary>
    public JsonObject? Keyboard { get; set; }

    public Post? Find(long messageId) => Posts.Find(post => post.Id == messageId);

    public JsonObject UserJson()
    {
        var user = new JsonObject { ["id"] = Person.Id, ["is_bot"] = false, ["first_name"] = Person.Name };
        if (Person.LanguageCode is { } code) user["language_code"] = code;
        return user;
    }

    public JsonObject ChatJson() => new() { ["id"] = Person.Id, ["type"] = "private", ["first_name"] = Person.Name };
}
