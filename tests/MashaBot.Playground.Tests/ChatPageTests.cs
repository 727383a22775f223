using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Telegram.Bot;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace MashaBot.Playground.Tests;

public sealed class ChatPageTests : IAsyncLifetime
{
    private readonly PlaygroundClock clock = new();
    private readonly HttpClient browser = new();
    private Room room = null!;

    public async ValueTask InitializeAsync()
    {
        room = await Room.Open(new() { Clock = clock });
        browser.BaseAddress = new(room.Server.Url);
    }

    public ValueTask DisposeAsync()
    {
        browser.Dispose();
        return room.DisposeAsync();
    }

    private async Task<JsonNode?> Do(string action, object body)
    {
        var answer = await browser.PostAsJsonAsync($"/playground/{action}", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["result"];
    }

    private async Task<HttpStatusCode> Ask(HttpMethod method, string path, Action<HttpRequestMessage> dress)
    {
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? JsonContent.Create(new { person = room.Anna.Id, text = "x" }) : null };
        dress(request);
        return (await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).StatusCode;
    }

    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/page.css", "text/css; charset=utf-8")]
    [InlineData("/page.js", "text/javascript; charset=utf-8")]
    [InlineData("/content.js", "text/javascript; charset=utf-8")]
    [InlineData("/maths.js", "text/javascript; charset=utf-8")]
    [InlineData("/words.js", "text/javascript; charset=utf-8")]
    [InlineData("/icon.svg", "image/svg+xml")]
    public async Task The_page_and_its_parts_are_served_with_headers_that_let_nothing_else_in(string path, string type)
    {
        using var answer = await browser.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self' https://cdn.jsdelivr.net/npm/katex@", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Scripts_of_the_page_never_write_html()
    {
        foreach (var script in (string[])["/page.js", "/content.js", "/maths.js", "/words.js"])
            Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(", await browser.GetStringAsync(script));
    }

    [Fact]
    public async Task What_is_taken_from_the_network_is_pinned_to_its_version_and_hash()
    {
        var script = await browser.GetStringAsync("/maths.js");
        Assert.Contains("\"katex.min.js\": \"sha384-CwjPRVHTvLiMBFjEoij+QZViMV5rhTOIp7CJzl24JEqpRDA1sJFHVXXLURktbYYp\"", script, StringComparison.Ordinal);
        Assert.Contains("\"katex.min.css\": \"sha384-nH0MfJ44wi1dd7w6jinlyBgljjS8EJAh2JBoRad8a3VDw2K69vfaaqm4WnR+gXtA\"", script, StringComparison.Ordinal);
        using var answer = await browser.GetAsync("/");
        Assert.Contains(script.Split("cdn = \"")[1].Split("dist/")[0], answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_languages_have_the_same_words()
    {
        var script = await browser.GetStringAsync("/words.js");
        var keys = script.Split("  en: ").Select(half => System.Text.RegularExpressions.Regex.Matches(half, "(?<=[{,]\\s*)([a-z_]+)(?=: \")").Select(match => match.Value).ToArray()).ToArray();
        Assert.True(keys[0].Length > 40);
        Assert.Equal(keys[0].Order(), keys[1].Order());
    }

    [Fact]
    public async Task Only_loopback_is_bound()
    {
        var port = new Uri(room.Server.Url).Port;
        Assert.Equal("127.0.0.1", new Uri(room.Server.Url).Host);
        foreach (var address in await Dns.GetHostAddressesAsync(Dns.GetHostName()))
        {
            if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal) continue;
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await Assert.ThrowsAnyAsync<SocketException>(async () => await socket.ConnectAsync(address, port));
        }
    }

    [Fact]
    public async Task A_page_that_rebinds_its_name_is_turned_away()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(HttpMethod.Get, "/", request => request.Headers.Host = "evil.example:80"));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(HttpMethod.Get, "/playground/events", request => request.Headers.Host = "127.0.0.1.evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(HttpMethod.Post, $"/bot{room.Server.Token}/getMe", request => request.Headers.Host = "evil.example"));
        Assert.Equal(HttpStatusCode.OK, await Ask(HttpMethod.Get, "/", request => request.Headers.Host = $"localhost:{browser.BaseAddress!.Port}"));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Pages_from_elsewhere_may_not_post(string header, string value)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(HttpMethod.Post, "/playground/say", request => request.Headers.Add(header, value)));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(HttpMethod.Post, $"/bot{room.Server.Token}/getMe", request => request.Headers.Add(header, value)));
        Assert.Single(room.Server.Messages(room.Anna));
    }

    [Fact]
    public async Task A_link_from_elsewhere_opens_the_page_and_nothing_more()
    {
        static void Follow(HttpRequestMessage request)
        {
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            request.Headers.Add("Sec-Fetch-Mode", "navigate");
        }
        Assert.Equal(HttpStatusCode.OK, await Ask(HttpMethod.Get, "/", Follow));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(HttpMethod.Get, $"/bot{room.Server.Token}/getMe", Follow));
    }

    [Fact]
    public async Task A_form_cannot_pass_for_the_page()
    {
        using var content = new StringContent($$"""{"person":{{room.Anna.Id}},"text":"x"}""", Encoding.UTF8, "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await browser.PostAsync("/playground/say", content)).StatusCode);
    }

    [Fact]
    public async Task Own_posts_with_an_origin_pass() =>
        Assert.Equal(HttpStatusCode.OK, await Ask(HttpMethod.Post, "/playground/say", request => request.Headers.Add("Origin", room.Server.Url)));

    [Fact]
    public async Task The_stream_begins_with_the_state_and_goes_on_with_changes()
    {
        using var reader = new StreamReader(await browser.GetStreamAsync("/playground/events"));
        var state = await Next(reader);
        Assert.Equal(("state", "Anna", "/start"), (Text(state, "type"), Text(state["people"]![0]!, "name"), Text(state["chats"]![$"{room.Chat}"]!["posts"]![0]!["message"]!, "text")));

        await room.Bot.SendMessage(room.Chat, "<b>hello</b>", ParseMode.Html);
        var message = await Next(reader);
        Assert.Equal(("message", true, "hello", "bold"), (Text(message, "type"), message["post"]!["bot"]!.GetValue<bool>(), Text(message["post"]!["message"]!, "text"), Text(message["post"]!["message"]!["entities"]![0]!, "type")));

        await room.Bot.SendChatAction(room.Chat, ChatAction.Typing);
        Assert.Equal("typing", Text(await Next(reader), "action"));
        room.Server.Block(room.Anna);
        Assert.True((await Next(reader))["person"]!["blocked"]!.GetValue<bool>());
        clock.MoveOn(TimeSpan.FromHours(1));
        Assert.Equal("clock", Text(await Next(reader), "type"));
        room.Server.Meet("Boris");
        Assert.Equal("Boris", Text((await Next(reader))["person"]!, "name"));
    }

    private static string Text(JsonNode node, string name) => node[name]!.ToString();

    private static async Task<JsonNode> Next(StreamReader reader)
    {
        var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("", await reader.ReadLineAsync());
        return JsonNode.Parse(line!["data: ".Length..])!;
    }

    [Fact]
    public async Task A_person_comes_writes_edits_and_presses()
    {
        var boris = (await Do("meet", new { name = "Boris", language_code = "en", time_zone = "Europe/Minsk" }))!["id"]!.GetValue<long>();
        Assert.Equal(new Person(boris, "Boris", "en", "Europe/Minsk"), room.Server.People[^1]);
        var said = (await Do("say", new { person = boris, text = "8/3" }))!.GetValue<int>();
        await Do("edit", new { person = boris, message = said, text = "8/5" });
        var sent = await room.Bot.SendMessage(boris, "?", replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("Hint", "h:1")));
        var press = (await Do("press", new { person = boris, message = sent.Id, data = "h:1" }))!.ToString();
        var updates = (await room.Bot.GetUpdates()).Where(update => update.Type != UpdateType.Message || update.Message!.Chat.Id == boris).ToArray();
        Assert.Equal(["8/3", "8/5", "h:1"], updates.Select(update => update.Message?.Text ?? update.EditedMessage?.Text ?? update.CallbackQuery!.Data));
        Assert.Equal(press, updates[2].CallbackQuery!.Id);
    }

    [Fact]
    public async Task A_person_sends_a_photo_a_sticker_and_a_voice_message()
    {
        await Do("photo", new { person = room.Chat, content = Convert.ToBase64String(Some.Png(30, 20)) });
        var photo = (await room.Bot.GetUpdates())[^1].Message!.Photo![^1];
        using var shown = await browser.GetAsync($"/playground/file/{photo.FileId}");
        Assert.Equal(("image/png", Some.Png(30, 20).Length), (shown.Content.Headers.ContentType!.MediaType, (await shown.Content.ReadAsByteArrayAsync()).Length));
        await Do("sticker", new { person = room.Chat, emoji = "🔥" });
        await Do("voice", new { person = room.Chat });
        Assert.Equal([MessageType.Photo, MessageType.Sticker, MessageType.Voice], (await room.Bot.GetUpdates())[1..].Select(update => update.Message!.Type));
    }

    [Fact]
    public async Task What_is_no_picture_is_only_ever_downloaded()
    {
        var sent = await room.Bot.SendDocument(room.Chat, Telegram.Bot.Types.InputFile.FromStream(new MemoryStream("<script>"u8.ToArray()), "a.html"));
        using var answer = await browser.GetAsync($"/playground/file/{sent.Document!.FileId}");
        Assert.Equal(("application/octet-stream", "attachment"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/playground/file/nosuch")).StatusCode);
    }

    [Fact]
    public async Task The_clock_moves_on_at_the_page()
    {
        var before = clock.GetUtcNow();
        await Do("clock", new { person = room.Chat, seconds = 3600 });
        Assert.InRange(clock.GetUtcNow() - before, TimeSpan.FromHours(1), TimeSpan.FromHours(1.1));
        await Do("clock", new { person = room.Chat });
        Assert.Equal((9, 5), (clock.GetUtcNow().Hour, clock.GetUtcNow().Minute));
    }

    [Theory]
    [InlineData("say", """{"person":1,"text":"x"}""")]
    [InlineData("say", """{"text":"x"}""")]
    [InlineData("say", "[]")]
    [InlineData("say", "{")]
    [InlineData("press", """{"person":1001,"message":1,"data":"x"}""")]
    [InlineData("press", """{"person":1001}""")]
    [InlineData("photo", """{"person":1001,"content":"%"}""")]
    [InlineData("photo", """{"person":1001,"content":"AAAA"}""")]
    [InlineData("clock", """{"person":1001,"seconds":-1}""")]
    public async Task Nonsense_is_refused_with_a_reason(string action, string body)
    {
        using var answer = await browser.PostAsync($"/playground/{action}", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEqual("", (await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]!.ToString());
    }

    [Fact]
    public async Task Other_paths_are_not_there()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/page.map")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/../appsettings.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/playground/say")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/bot")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/file/bot1:x/photos/a.png")).StatusCode);
    }
}
