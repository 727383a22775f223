using System.Text.Json.Nodes;
using MashaBot.Playground.Messages;

namespace MashaBot.Playground.Api;

/// <summary>The methods of the Bot API that the playground knows, all but the delivery of updates.</summary>
internal sealed class BotApi
{
    private readonly World world;
    private readonly Dictionary<string, Func<ApiRequest, JsonNode>> methods;

    public BotApi(World world)
    {
        this.world = world;
        methods = new(StringComparer.OrdinalIgnoreCase)
        {
            ["getMe"] = _ => Me(),
            ["logOut"] = _ => true,
            ["close"] = _ => true,
            ["sendMessage"] = request => Send(request, Classic.Text(request)),
            ["sendRichMessage"] = request => Send(request, new() { ["rich_message"] = Rich(request) }),
            ["sendPhoto"] = request => Send(request, Captioned(request, "photo")),
            ["sendDocument"] = request => Send(request, Captioned(request, "document")),
            ["editMessageText"] = EditText,
            ["editMessageCaption"] = EditCaption,
            ["editMessageReplyMarkup"] = request => Edit(request, null),
            ["deleteMessage"] = Delete,
            ["answerCallbackQuery"] = AnswerPress,
            ["sendChatAction"] = ShowAction,
            ["setMessageReaction"] = React,
            ["setMyCommands"] = SetCommands,
            ["getMyCommands"] = request => world.Commands(Scope(request), Language(request)),
            ["deleteMyCommands"] = DeleteCommands,
            ["setMyName"] = request => SetText(request, "name", 64),
            ["getMyName"] = request => GetText(request, "name"),
            ["setMyDescription"] = request => SetText(request, "description", 512),
            ["getMyDescription"] = request => GetText(request, "description"),
            ["setMyShortDescription"] = request => SetText(request, "short_description", 120),
            ["getMyShortDescription"] = request => GetText(request, "short_description"),
            ["answerInlineQuery"] = AnswerInline,
            ["getChatMember"] = request => world.Member(world.Writable(request.Number("chat_id")), request.Number("user_id") ?? 0),
            ["getChat"] = GetChat,
            ["getFile"] = GetFile,
        };
    }

    /// <summary>Carries a method out.</summary>
    /// <exception cref="ApiException">The method is unknown or the request was refused.</exception>
    public JsonNode Call(ApiRequest request)
    {
        if (!methods.TryGetValue(request.Method, out var method)) throw ApiException.NotFound("method not found");
        lock (world.Gate) return method(request);
    }

    private JsonObject Me()
    {
        var me = world.BotJson();
        me["can_join_groups"] = true;
        me["can_read_all_group_messages"] = false;
        me["supports_inline_queries"] = true;
        me["has_main_web_app"] = false;
        return me;
    }

    private JsonObject Send(ApiRequest request, JsonObject content)
    {
        var chat = world.Writable(request.Number("chat_id"));
        var markup = request.Object("reply_markup");
        if (markup is not null) Keyboards.Check(markup);
        return world.Send(chat, content, markup, ReplyTo(request, chat), request.Flag("disable_notification"), OnlyFor(request, chat));
    }

    private long? OnlyFor(ApiRequest request, Chat chat)
    {
        if (request.Object("ephemeral_message_parameters") is not { } only) return null;
        if (!chat.IsGroup) throw ApiException.BadRequest("ephemeral messages can't be sent to the chat");
        return only["receiver_user_id"] is JsonValue value && value.TryGetValue(out long person) && world.Find(person) is { IsGroup: false } ? person : throw ApiException.BadRequest("USER_ID_INVALID");
    }

    private JsonNode AnswerInline(ApiRequest request)
    {
        var results = request.Array("results") ?? throw ApiException.BadRequest("can't parse inline query results");
        if (results.Count > 50) throw ApiException.BadRequest("RESULTS_TOO_MUCH");
        foreach (var result in results)
        {
            if (result?["id"]?.ToString() is not { Length: >= 1 and <= 64 }) throw ApiException.BadRequest("RESULT_ID_INVALID");
            if (result["title"]?.ToString() is not { Length: >= 1 } || result["input_message_content"]?["message_text"] is null) throw ApiException.BadRequest("ARTICLE_TITLE_EMPTY");
            var text = new JsonObject { ["text"] = result["input_message_content"]!["message_text"]!.DeepClone(), ["parse_mode"] = result["input_message_content"]!["parse_mode"]?.DeepClone() };
            result["content"] = Classic.Text(new("answerInlineQuery", text, new Dictionary<string, Upload>()));
        }
        world.AnswerInline(request.Text("inline_query_id") ?? "", results, request.Object("button")?["text"]?.ToString());
        return true;
    }

    private static Post? ReplyTo(ApiRequest request, Chat chat)
    {
        if (request.Object("reply_parameters") is not { } reply) return null;
        if (reply["message_id"] is JsonValue value && value.TryGetValue(out int id) && chat.Find(id) is { } original) return original;
        return reply["allow_sending_without_reply"] is JsonValue allowed && allowed.TryGetValue(out bool may) && may ? null : throw ApiException.BadRequest("message to be replied not found");
    }

    private JsonObject Rich(ApiRequest request) => RichContent.Read(
        request.Object("rich_message") ?? throw ApiException.BadRequest("RICH_MESSAGE_CONTENT_REQUIRED"),
        (input, type) => type switch
        {
            "photo" => MediaStore.PhotoSizes(FindMedia(request, input["media"]?.ToString(), "photo")),
            "document" => Document(FindMedia(request, input["media"]?.ToString(), "document")),
            _ => Voice(FindMedia(request, input["media"]?.ToString(), "voice")),
        });

    private JsonObject Captioned(ApiRequest request, string kind)
    {
        var source = request.Files.ContainsKey(kind) ? $"attach://{kind}" : request.Text(kind);
        var content = new JsonObject();
        // The chat comes first: a bot learns that it was blocked before its file is looked at.
        world.Writable(request.Number("chat_id"));
        var media = FindMedia(request, source, kind);
        content[kind] = kind == "photo" ? MediaStore.PhotoSizes(media) : Document(media);
        Classic.AddCaption(request, content);
        return content;
    }

    private Media FindMedia(ApiRequest request, string? source, string kind)
    {
        if (string.IsNullOrEmpty(source)) throw ApiException.BadRequest($"there is no {kind} in the request");
        if (source.StartsWith("http://", StringComparison.Ordinal) || source.StartsWith("https://", StringComparison.Ordinal))
            throw ApiException.BadRequest("failed to get HTTP URL content");
        if (!source.StartsWith("attach://", StringComparison.Ordinal))
            return world.Media.Find(source) ?? throw ApiException.BadRequest("wrong file identifier/HTTP URL specified");
        if (!request.Files.TryGetValue(source["attach://".Length..], out var upload)) throw ApiException.BadRequest($"there is no file \"{source}\" in the request");
        return kind == "photo" ? world.Media.AddPhoto(upload) : world.Media.AddFile(kind, $"{kind}s", upload, kind == "voice" ? "audio/ogg" : "application/octet-stream");
    }

    private static JsonObject Document(Media media)
    {
        var document = MediaStore.Describe(media);
        document["file_name"] = media.Name;
        document["mime_type"] = media.ContentType;
        return document;
    }

    private static JsonObject Voice(Media media)
    {
        var voice = MediaStore.Describe(media);
        voice["duration"] = 1;
        voice["mime_type"] = media.ContentType;
        return voice;
    }

    private JsonObject EditText(ApiRequest request)
    {
        var (_, post) = Own(request, "edit");
        if (post.Kind is not (MessageKind.Text or MessageKind.Rich)) throw ApiException.BadRequest("there is no text in the message to edit");
        return Edit(request, request.Has("rich_message") ? new() { ["rich_message"] = Rich(request) } : Classic.Text(request));
    }

    private JsonObject EditCaption(ApiRequest request)
    {
        var (_, post) = Own(request, "edit");
        if (post.Kind is not (MessageKind.Photo or MessageKind.Document)) throw ApiException.BadRequest("there is no caption in the message to edit");
        var content = new JsonObject();
        Classic.AddCaption(request, content);
        return Edit(request, content);
    }

    private JsonObject Edit(ApiRequest request, JsonObject? content)
    {
        var (chat, post) = Own(request, "edit");
        var markup = request.Object("reply_markup");
        if (markup is not null)
        {
            if (markup["inline_keyboard"] is null) throw ApiException.BadRequest("inline keyboard expected");
            Keyboards.Check(markup);
        }
        return world.Edit(chat, post, content, markup);
    }

    private JsonNode Delete(ApiRequest request)
    {
        var chat = world.Writable(request.Number("chat_id"));
        var post = chat.Find(request.Number("message_id") ?? 0) ?? throw ApiException.BadRequest("message to delete not found");
        if (world.Now - post.Date > 48 * 3600) throw ApiException.BadRequest("message can't be deleted for everyone");
        world.Delete(chat, post);
        return true;
    }

    private (Chat, Post) Own(ApiRequest request, string verb)
    {
        var chat = world.Writable(request.Number("chat_id"));
        var post = chat.Find(request.Number("message_id") ?? 0) ?? throw ApiException.BadRequest($"message to {verb} not found");
        return post.FromBot ? (chat, post) : throw ApiException.BadRequest($"message can't be {verb}ed");
    }

    private JsonNode AnswerPress(ApiRequest request)
    {
        var text = request.Text("text");
        if (text?.Length > 200) throw ApiException.BadRequest("MESSAGE_TOO_LONG");
        world.AnswerPress(request.Text("callback_query_id") ?? "", new(string.IsNullOrEmpty(text) ? null : text, request.Flag("show_alert"), request.Text("url")));
        return true;
    }

    private JsonNode ShowAction(ApiRequest request)
    {
        string[] known = ["typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"];
        var action = request.Text("action") ?? "";
        if (!known.Contains(action)) throw ApiException.BadRequest("wrong parameter action in request");
        world.ShowAction(world.Writable(request.Number("chat_id")), action);
        return true;
    }

    private JsonNode React(ApiRequest request)
    {
        var chat = world.Writable(request.Number("chat_id"));
        var post = chat.Find(request.Number("message_id") ?? 0) ?? throw ApiException.BadRequest("message to react not found");
        var reactions = request.Array("reaction") ?? [];
        if (reactions.Count > 1) throw ApiException.BadRequest("REACTIONS_TOO_MANY");
        var emoji = reactions is [JsonObject { } only] ? only["emoji"]?.ToString() ?? "" : null;
        if (emoji is not null && !Reactions.IsAllowed(emoji)) throw ApiException.BadRequest("REACTION_INVALID");
        world.React(chat, post, emoji);
        return true;
    }

    private static string Scope(ApiRequest request)
    {
        var scope = request.Object("scope");
        var type = scope?["type"]?.ToString() ?? "default";
        return type switch
        {
            "default" or "all_private_chats" or "all_group_chats" or "all_chat_administrators" => type,
            "chat" or "chat_administrators" => $"{type}:{scope!["chat_id"]}",
            "chat_member" => $"{type}:{scope!["chat_id"]}:{scope["user_id"]}",
            _ => throw ApiException.BadRequest("unsupported bot command scope type specified"),
        };
    }

    private static string Language(ApiRequest request) => request.Text("language_code") switch
    {
        null or "" => "",
        [>= 'a' and <= 'z', >= 'a' and <= 'z'] code => code,
        _ => throw ApiException.BadRequest("invalid language code specified"),
    };

    private JsonNode SetCommands(ApiRequest request)
    {
        var commands = request.Array("commands") ?? throw ApiException.BadRequest("parameter \"commands\" is required");
        if (commands.Count > 100) throw ApiException.BadRequest("BOT_COMMANDS_TOO_MUCH");
        foreach (var command in commands)
        {
            var name = command?["command"]?.ToString().TrimStart('/') ?? "";
            if (name.Length is 0 or > 32 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')) throw ApiException.BadRequest("BOT_COMMAND_INVALID");
            if (command!["description"]?.ToString() is not { Length: >= 1 and <= 256 }) throw ApiException.BadRequest("BOT_COMMAND_DESCRIPTION_INVALID");
        }
        world.SetCommands(Scope(request), Language(request), commands);
        return true;
    }

    private JsonNode DeleteCommands(ApiRequest request)
    {
        world.SetCommands(Scope(request), Language(request), null);
        return true;
    }

    private JsonNode SetText(ApiRequest request, string kind, int longest)
    {
        var text = request.Text(kind) ?? "";
        if (text.Length > longest) throw ApiException.BadRequest($"{kind} is too long");
        world.SetText(kind, Language(request), text);
        return true;
    }

    private JsonObject GetText(ApiRequest request, string kind) => new() { [kind] = world.TextOf(kind, Language(request)) };

    private JsonObject GetChat(ApiRequest request)
    {
        if (request.Number("chat_id") is not { } id || world.Find(id) is not { Started: true } chat) throw ApiException.BadRequest("chat not found");
        var full = chat.ChatJson();
        full["accent_color_id"] = 0;
        full["max_reaction_count"] = 11;
        full["accepted_gift_types"] = new JsonObject { ["unlimited_gifts"] = false, ["limited_gifts"] = false, ["unique_gifts"] = false, ["premium_subscription"] = false, ["gifts_from_channels"] = false };
        return full;
    }

    private JsonObject GetFile(ApiRequest request)
    {
        var media = world.Media.Find(request.Text("file_id") ?? "") ?? throw ApiException.BadRequest("invalid file_id");
        if (media.Content.Length > 20 * 1024 * 1024) throw ApiException.BadRequest("file is too big");
        var file = MediaStore.Describe(media);
        file["file_path"] = media.Path;
        return file;
    }
}
