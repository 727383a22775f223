using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using MashaBot.Playground.Api;
using MashaBot.Playground.Messages;

namespace MashaBot.Playground;

/// <summary>Everything the playground knows, behind one lock: people, chats, files, pending updates, and who watches.</summary>
internal sealed partial class World
{
    private static readonly TimeSpan MessageLife = TimeSpan.FromHours(24), PressLife = TimeSpan.FromSeconds(150), QueryLife = TimeSpan.FromSeconds(30), PressAnswerTime = TimeSpan.FromMinutes(15);

    private readonly Dictionary<long, Chat> chats = [];
    private readonly Dictionary<string, Press> presses = [];
    private readonly Dictionary<(string Scope, string Language), JsonArray> commands = [];
    private readonly Dictionary<(string Kind, string Language), string> texts = [];
    private readonly List<Channel<JsonObject>> watchers = [];
    private int lastMessageId, lastPressId;

    private sealed record Press(long Person, DateTimeOffset At) { public PressAnswer? Answer { get; set; } }

    public World(PlaygroundOptions options)
    {
        Clock = options.Clock;
        BotId = long.Parse(options.Token.AsSpan(0, options.Token.IndexOf(':', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture);
        BotName = options.BotName;
        BotUsername = options.BotUsername;
        // Ids go on growing when the playground starts again, as a bot remembers which ones it has handled.
        var start = (int)(TimeProvider.System.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;
        lastMessageId = start;
        Updates = new(Clock, start);
    }

    public Lock Gate { get; } = new();
    public TimeProvider Clock { get; }
    public UpdateQueue Updates { get; }
    public MediaStore Media { get; } = new();

    /// <summary>Beats after every change.</summary>
    public Pulse Changed { get; } = new();

    public long BotId { get; }
    public string BotName { get; }
    public string BotUsername { get; }

    public JsonObject BotJson() => new() { ["id"] = BotId, ["is_bot"] = true, ["first_name"] = BotName, ["username"] = BotUsername };

    public long Now => Clock.GetUtcNow().ToUnixTimeSeconds();

    public IReadOnlyCollection<Chat> Chats => chats.Values;

    public Chat? Find(long chatId) => chats.GetValueOrDefault(chatId);

    public Chat Of(Person person) => Find(person.Id) ?? throw new ArgumentException($"Nobody with id {person.Id} is in the playground.", nameof(person));

    // ---- from one start to the next

    public (JsonObject State, IReadOnlyList<(string Id, byte[] Content)> Media) Save()
    {
        lock (Gate)
        {
            var state = new JsonObject
            {
                ["now"] = Clock.GetUtcNow().ToUnixTimeMilliseconds(),
                ["last_message_id"] = lastMessageId,
                ["chats"] = new JsonArray([.. chats.Values.Select(chat => (JsonNode)chat.Save())]),
                ["updates"] = Updates.All(),
                ["media"] = new JsonArray([.. Media.All.Select(media => (JsonNode)new JsonObject
                {
                    ["id"] = media.FileId, ["unique_id"] = media.UniqueId, ["path"] = media.Path, ["name"] = media.Name, ["type"] = media.ContentType, ["width"] = media.Width, ["height"] = media.Height,
                })]),
            };
            return (state, [.. Media.All.Select(media => (media.FileId, media.Content))]);
        }
    }

    /// <summary>Brings back what was saved; <paramref name="contentOf"/> finds a file's content by its id. A movable clock goes on from where it was.</summary>
    public void Restore(JsonObject state, Func<string, byte[]?> contentOf)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(state.Need("now").GetValue<long>());
        var lastId = state.Need("last_message_id").GetValue<int>();
        var updates = state.Need("updates").AsArray();
        Chat[] people = [.. state.Need("chats").AsArray().Select(entry => Chat.Restore(entry!.AsObject()))];
        Media[] media = [.. state.Need("media").AsArray().Select(entry => entry!.AsObject()).Select(entry => contentOf(entry.Text("id")) is { } content
            ? new Media(entry.Text("id"), entry.Text("unique_id"), entry.Text("path"), entry.Text("name"), entry.Text("type"), content, entry.Need("width").GetValue<int>(), entry.Need("height").GetValue<int>())
            : null).OfType<Media>()];
        lock (Gate)
        {
            if (Clock is PlaygroundClock clock) clock.MoveTo(now);
            foreach (var file in media) Media.Keep(file);
            foreach (var chat in people) chats[chat.Person.Id] = chat;
            Updates.Restore(updates);
            lastMessageId = Math.Max(lastMessageId, lastId);
        }
    }

    // ---- people

    public Person Meet(string name, string? languageCode, string timeZone, long? id)
    {
        lock (Gate)
        {
            var person = new Person(id ?? Math.Max(1000, chats.Keys.DefaultIfEmpty().Max()) + 1, name, languageCode, timeZone);
            if (chats.TryGetValue(person.Id, out var known)) known.Person = person;
            else chats[person.Id] = new(person);
            Tell(new() { ["type"] = "person", ["person"] = PageState.Person(this, chats[person.Id]) });
            return person;
        }
    }

    /// <summary>A group with the bot in it, founded by somebody who is in the playground already; everybody there is a member.</summary>
    /// <returns>The group as a "person": its chat is found by it as a person's is.</returns>
    public Person Found(Person founder, string title)
    {
        lock (Gate)
        {
            var group = new Person(Math.Min(-1_000_000_000_000, chats.Keys.DefaultIfEmpty().Min()) - 1, title, founder.LanguageCode, founder.TimeZone);
            var chat = chats[group.Id] = new(group) { Founder = founder.Id, Started = true };
            Updates.Add("my_chat_member", new()
            {
                ["chat"] = chat.ChatJson(),
                ["from"] = Of(founder).UserJson(),
                ["date"] = Now,
                ["old_chat_member"] = new JsonObject { ["user"] = BotJson(), ["status"] = "left" },
                ["new_chat_member"] = new JsonObject { ["user"] = BotJson(), ["status"] = "member" },
            }, MessageLife);
            Tell(new() { ["type"] = "person", ["person"] = PageState.Person(this, chat) });
            return group;
        }
    }

    /// <summary>In a group with privacy mode the bot hears commands, its name, and replies to itself.</summary>
    private bool Hears(Chat chat, JsonObject message)
    {
        if (!chat.IsGroup || message["via_bot"] is not null || message["reply_to_message"]?["from"]?["id"]?.GetValue<long>() == BotId) return true;
        var text = message["text"]?.ToString() ?? "";
        return text.Contains($"@{BotUsername}", StringComparison.OrdinalIgnoreCase) || (text.StartsWith('/') && !text.Split(' ')[0].Contains('@', StringComparison.Ordinal));
    }

    public JsonObject Member(Chat chat, long person)
    {
        var member = new JsonObject { ["user"] = (Find(person) ?? throw ApiException.BadRequest("PARTICIPANT_ID_INVALID")).UserJson() };
        member["status"] = chat.Founder == person ? "creator" : "member";
        if (chat.Founder == person) member["is_anonymous"] = false;
        return member;
    }

    public Post Say(Person person, string text, int? replyTo = null, Person? group = null)
    {
        var json = new JsonObject { ["text"] = text.Trim() };
        if (text.Trim() is not { Length: >= 1 and <= Classic.LongestText }) throw new ArgumentException($"A message has 1 to {Classic.LongestText} characters.", nameof(text));
        if (Command.Matches(text.Trim()) is { Count: > 0 } found)
            json["entities"] = new JsonArray([.. found.Select(match => (JsonNode)new JsonObject { ["type"] = "bot_command", ["offset"] = match.Index, ["length"] = match.Length })]);
        return Receive(person, json, replyTo, group);
    }

    /// <summary>A message of a person, with <paramref name="content"/> of any kind.</summary>
    public Post Receive(Person person, JsonObject content, int? replyTo = null, Person? group = null)
    {
        lock (Gate)
        {
            var chat = Of(group ?? person);
            if (chat.Blocked) Unblock(person);   // apps offer nothing but "restart" in a chat with a blocked bot
            chat.Started = true;
            var json = Envelope(chat, Of(person).UserJson());
            if (replyTo is { } id && chat.Find(id) is { } original) json["reply_to_message"] = Quoted(original);
            foreach (var (name, part) in content) json[name] = part?.DeepClone();
            var post = new Post(json, fromBot: false, silent: false);
            chat.Posts.Add(post);
            if (chat.Keyboard?["one_time_keyboard"] is not null || chat.Keyboard?["force_reply"] is not null) SetKeyboard(chat, null);
            if (Hears(chat, json)) Updates.Add("message", (JsonObject)json.DeepClone(), MessageLife);
            TellPost("message", chat, post);
            return post;
        }
    }

    /// <summary>What an inline query's result sends: the person's message, made by the bot.</summary>
    public Post SendVia(Person person, JsonObject content, Person? group)
    {
        var message = new JsonObject { ["text"] = content["text"]?.DeepClone(), ["via_bot"] = BotJson() };
        if (content["entities"] is JsonArray entities) message["entities"] = entities.DeepClone();
        return Receive(person, message, group: group);
    }

    public Post Edit(Person person, int messageId, string text)
    {
        lock (Gate)
        {
            var chat = Of(person);
            var post = chat.Find(messageId) is { FromBot: false, Kind: MessageKind.Text } own ? own : throw new ArgumentException($"{person.Name} has no text message {messageId} to edit.", nameof(messageId));
            post.Json["text"] = text.Trim();
            post.Json["edit_date"] = Now;
            post.Json.Remove("entities");
            Updates.Add("edited_message", (JsonObject)post.Json.DeepClone(), MessageLife);
            TellPost("edited", chat, post);
            return post;
        }
    }

    public string PressButton(Person person, int messageId, string data, Person? group = null)
    {
        lock (Gate)
        {
            var chat = Of(group ?? person);
            var post = chat.Find(messageId) ?? throw new ArgumentException($"{person.Name} sees no message {messageId}.", nameof(messageId));
            if (!post.ButtonRows().Any(row => row.Any(button => button.Data == data))) throw new ArgumentException($"Message {messageId} has no button with the data \"{data}\".", nameof(data));
            var id = $"{person.Id}{++lastPressId:D9}";
            presses[id] = new(person.Id, Clock.GetUtcNow());
            Updates.Add("callback_query", new()
            {
                ["id"] = id,
                ["from"] = Of(person).UserJson(),
                ["message"] = post.Json.DeepClone(),
                ["chat_instance"] = $"{chat.Person.Id}",
                ["data"] = data,
            }, PressLife);
            Changed.Beat();
            return id;
        }
    }

    public void AnswerPress(string id, PressAnswer answer)
    {
        lock (Gate)
        {
            if (!presses.TryGetValue(id, out var press) || Clock.GetUtcNow() - press.At > PressAnswerTime)
                throw ApiException.BadRequest("query is too old and response timeout expired or query ID is invalid");
            press.Answer = answer;
            Tell(new() { ["type"] = "answer", ["chat"] = press.Person, ["press"] = id, ["text"] = answer.Text, ["alert"] = answer.Alert, ["url"] = answer.Url });
        }
    }

    public PressAnswer? AnswerTo(string pressId)
    {
        lock (Gate) return presses.TryGetValue(pressId, out var press) ? press.Answer : throw new ArgumentException($"There was no press {pressId}.", nameof(pressId));
    }

    public void Block(Person person) => SetBlocked(person, true);

    public void Unblock(Person person) => SetBlocked(person, false);

    private void SetBlocked(Person person, bool blocked)
    {
        lock (Gate)
        {
            var chat = Of(person);
            if (chat.Blocked == blocked) return;
            chat.Blocked = blocked;
            Updates.Add("my_chat_member", new()
            {
                ["chat"] = chat.ChatJson(),
                ["from"] = chat.UserJson(),
                ["date"] = Now,
                ["old_chat_member"] = Member(!blocked),
                ["new_chat_member"] = Member(blocked),
            }, MessageLife);
            Tell(new() { ["type"] = "person", ["person"] = PageState.Person(this, chat) });
        }

        JsonObject Member(bool kicked)
        {
            var member = new JsonObject { ["user"] = BotJson(), ["status"] = kicked ? "kicked" : "member" };
            if (kicked) member["until_date"] = 0;
            return member;
        }
    }

    // ---- the bot

    /// <summary>The chat a bot may write to.</summary>
    public Chat Writable(long? chatId)
    {
        if (chatId is not { } id || Find(id) is not { Started: true } chat) throw ApiException.BadRequest("chat not found");
        return chat.Blocked ? throw ApiException.Forbidden("bot was blocked by the user") : chat;
    }

    /// <param name="onlyFor">The one member of a group to whom it is shown; the bot then gets no number for it.</param>
    public JsonObject Send(Chat chat, JsonObject content, JsonObject? markup, Post? replyTo, bool silent, long? onlyFor = null)
    {
        var json = Envelope(chat, BotJson());
        if (replyTo is not null) json["reply_to_message"] = Quoted(replyTo);
        foreach (var (name, part) in content) json[name] = part?.DeepClone();
        if (markup?["inline_keyboard"] is JsonArray { Count: > 0 }) json["reply_markup"] = markup.DeepClone();
        var post = new Post(json, fromBot: true, silent) { OnlyFor = onlyFor };
        chat.Posts.Add(post);
        if (markup is not null && !markup.ContainsKey("inline_keyboard"))
        {
            var keyboard = (JsonObject)markup.DeepClone();
            keyboard["message_id"] = post.Id;
            SetKeyboard(chat, markup["remove_keyboard"] is null ? keyboard : null);
        }
        TellPost("message", chat, post);
        var sent = (JsonObject)json.DeepClone();
        if (onlyFor is not null) sent["message_id"] = 0;
        return sent;
    }

    // ---- inline queries

    /// <summary>The person has typed the bot's name and some words in the field of any chat.</summary>
    /// <returns>The query's id.</returns>
    public string Inline(Person person, string query)
    {
        lock (Gate)
        {
            var id = $"{person.Id}{++lastPressId:D9}";
            presses[id] = new(person.Id, Clock.GetUtcNow());
            Updates.Add("inline_query", new() { ["id"] = id, ["from"] = Of(person).UserJson(), ["query"] = query, ["offset"] = "" }, QueryLife);
            Changed.Beat();
            return id;
        }
    }

    public void AnswerInline(string id, JsonArray results, string? help)
    {
        lock (Gate)
        {
            if (!presses.TryGetValue(id, out var query) || Clock.GetUtcNow() - query.At > QueryLife) throw ApiException.BadRequest("query is too old and response timeout expired or query ID is invalid");
            Tell(new() { ["type"] = "inline", ["person"] = query.Person, ["query"] = id, ["results"] = results.DeepClone(), ["help"] = help });
        }
    }

    public JsonObject Edit(Chat chat, Post post, JsonObject? content, JsonObject? markup)
    {
        var json = (JsonObject)post.Json.DeepClone();
        if (content is not null)
        {
            foreach (var part in (string[])["text", "entities", "rich_message", "caption", "caption_entities"]) json.Remove(part);
            foreach (var (name, part) in content) json[name] = part?.DeepClone();
        }
        json.Remove("reply_markup");
        if (markup?["inline_keyboard"] is JsonArray { Count: > 0 }) json["reply_markup"] = markup.DeepClone();
        if (JsonNode.DeepEquals(json, post.Json))
            throw ApiException.BadRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
        if (content is not null) json["edit_date"] = Now;
        post.Json = json;
        TellPost("edited", chat, post);
        return (JsonObject)json.DeepClone();
    }

    public void Delete(Chat chat, Post post)
    {
        chat.Posts.Remove(post);
        Tell(new() { ["type"] = "deleted", ["chat"] = chat.Person.Id, ["message"] = post.Id });
    }

    public void React(Chat chat, Post post, string? emoji)
    {
        post.Reaction = emoji;
        TellPost("edited", chat, post);
    }

    public void ShowAction(Chat chat, string action) => Tell(new() { ["type"] = "action", ["chat"] = chat.Person.Id, ["action"] = action });

    // ---- what a bot says of itself

    public void SetCommands(string scope, string language, JsonArray? list)
    {
        if (list is { Count: > 0 }) commands[(scope, language)] = (JsonArray)list.DeepClone();
        else commands.Remove((scope, language));
        TellPeople();
    }

    public JsonArray Commands(string scope, string language) => (JsonArray)(commands.GetValueOrDefault((scope, language)) ?? []).DeepClone();

    /// <summary>What the menu shows in a chat: the narrowest scope wins, within it the person's language.</summary>
    public JsonArray CommandsFor(Chat chat)
    {
        var language = chat.Person.LanguageCode is [var a, var b, ..] ? $"{a}{b}" : "";
        foreach (var scope in (string[])[$"chat:{chat.Person.Id}", chat.IsGroup ? "all_group_chats" : "all_private_chats", "default"])
            foreach (var code in (string[])[language, ""])
                if (commands.TryGetValue((scope, code), out var list)) return (JsonArray)list.DeepClone();
        return [];
    }

    public void SetText(string kind, string language, string text)
    {
        if (text.Length > 0) texts[(kind, language)] = text;
        else texts.Remove((kind, language));
        TellPeople();
    }

    public string TextOf(string kind, string language) => texts.GetValueOrDefault((kind, language)) ?? texts.GetValueOrDefault((kind, "")) ?? "";

    // ---- watchers

    /// <summary>The whole state, and every change after it.</summary>
    public (JsonObject State, ChannelReader<JsonObject> Changes, Action Stop) Watch()
    {
        lock (Gate)
        {
            var channel = Channel.CreateUnbounded<JsonObject>(new() { SingleReader = true });
            watchers.Add(channel);
            return (PageState.All(this), channel.Reader, () => { lock (Gate) watchers.Remove(channel); });
        }
    }

    public void Tell(JsonObject change)
    {
        lock (Gate) foreach (var watcher in watchers) watcher.Writer.TryWrite((JsonObject)change.DeepClone());
        Changed.Beat();
    }

    private void TellPeople()
    {
        foreach (var chat in chats.Values) Tell(new() { ["type"] = "person", ["person"] = PageState.Person(this, chat) });
    }

    // Called for every message, mostly with nobody at the page.
    private void TellPost(string type, Chat chat, Post post)
    {
        if (watchers.Count > 0) Tell(new() { ["type"] = type, ["chat"] = chat.Person.Id, ["post"] = PageState.Post(post) });
        else Changed.Beat();
    }

    private void SetKeyboard(Chat chat, JsonObject? keyboard)
    {
        chat.Keyboard = keyboard;
        Tell(new() { ["type"] = "keyboard", ["chat"] = chat.Person.Id, ["keyboard"] = keyboard?.DeepClone() });
    }

    private JsonObject Envelope(Chat chat, JsonObject from) => new()
    {
        ["message_id"] = ++lastMessageId,
        ["from"] = from,
        ["chat"] = chat.ChatJson(),
        ["date"] = Now,
    };

    // As Telegram does: no reply of a reply, and a rich message comes without its content.
    private static JsonObject Quoted(Post original)
    {
        var quoted = (JsonObject)original.Json.DeepClone();
        quoted.Remove("reply_to_message");
        quoted.Remove("rich_message");
        return quoted;
    }

    [GeneratedRegex(@"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")]
    private static partial Regex Command { get; }
}
