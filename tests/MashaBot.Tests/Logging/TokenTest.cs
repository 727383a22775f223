using System.Text.Json.Nodes;
using MashaBot.Logging;
using MashaBot.Playground;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Serilog.Extensions.Logging;

namespace MashaBot.Tests.Logging;

/// <summary>The token is in no line, at the most talkative level, whatever happens.</summary>
public sealed class TokenTest
{
    [Fact]
    public async Task The_token_is_in_no_line_whatever_the_network_and_Telegram_do()
    {
        await using var bot = await RunningBot.Start();
        var anna = bot.Server.Meet("Anna");
        await bot.Ask(anna, "hi");
        Fault[] faults =
        [
            new Fault.BadGateway(), new Fault.Error(500, "Internal Server Error"), new Fault.Garbage(), new Fault.CutBefore(), new Fault.CutAfter(),
            new Fault.TooManyRequests(1), new Fault.Error(400, "Bad Request: no"), new Fault.Error(404, "Not Found: method not found"), new Fault.Error(409, "Conflict: other"),
        ];
        foreach (var fault in faults)
        {
            bot.Server.Inject("sendMessage", fault);
            bot.Server.Inject("getUpdates", fault is Fault.Error { Code: 404 } ? new Fault.BadGateway() : fault);
            bot.Server.Say(anna, $"{fault}");
            await bot.Soon(() => bot.Server.FaultsLeft == 0);
        }
        bot.Server.InjectUpdate(new() { ["message"] = new JsonObject { ["message_id"] = "no number" } });
        bot.On = (_, _, _) => throw new InvalidOperationException("ours");
        await bot.Ask(anna, "trouble");
        bot.On = RunningBot.Echo;
        bot.Server.Inject("sendMessage", new Fault.Blocked());
        bot.Server.Say(anna, "blocked");
        await bot.Quiet();
        bot.Server.Inject("getUpdates", new Fault.Error(401, "Unauthorized"));
        await RunningBot.Eventually(() => bot.Exit.Code != MashaBot.Delivery.Exit.Done);
        await bot.Restart();

        AssertNoSecret(bot, bot.Server.Token);
        Assert.True(bot.Log.Events.Count > 20, bot.Log.Text);
    }

    [Fact]
    public async Task The_token_is_in_no_line_when_nobody_listens()
    {
        await using var bot = await RunningBot.Start(bot => bot.Telegram.BaseUrl = "http://127.0.0.1:1");
        await RunningBot.Eventually(() => bot.Log.Has("could not be asked"));
        AssertNoSecret(bot, bot.Server.Token);
    }

    public static TheoryData<string> Ways => ["message", "property", "list", "exception", "inner exception", "template"];

    [Theory, MemberData(nameof(Ways))]
    public void What_passes_the_first_wall_is_stopped_by_the_second(string way)
    {
        const string token = "123456:AAFuSecretSecretSecret";
        var address = $"https://api.telegram.org/bot{token}/getMe";
        var secrets = new Secrets();
        secrets.Add(token);
        var log = new RunningBot.Logbook();
        using (var serilog = LogSetup.Create(new ConfigurationBuilder().AddInMemoryCollection([new("Serilog:MinimumLevel:Default", "Verbose")]).Build(), secrets, log))
        using (var factory = new SerilogLoggerFactory(serilog))
        {
            var logger = factory.CreateLogger("Other");
#pragma warning disable CA1848, CA2254, CA1873   // as a library would that knows nothing of our habits
            switch (way)
            {
                case "message": logger.LogInformation($"GET {address}"); break;
                case "property": logger.LogInformation("GET {Address} in {Time}", address, 5); break;
                case "list": logger.LogInformation("GET {Addresses}", (object)new[] { address }); break;
                case "exception": logger.LogError(new InvalidOperationException(address), "GET failed"); break;
                case "inner exception": logger.LogError(new InvalidOperationException("x", new InvalidOperationException(Uri.EscapeDataString(address))), "GET failed"); break;
                case "template": logger.LogInformation("bot" + token + " {Time}", 5); break;
            }
#pragma warning restore CA1848, CA2254, CA1873
        }
        var line = Assert.Single(log.Events);
        Assert.DoesNotContain("SecretSecret", RunningBot.Logbook.Line(line), StringComparison.Ordinal);
        Assert.Contains("***", RunningBot.Logbook.Line(line), StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_come_from_the_settings_and_a_file_is_written_where_they_say_so_behind_the_wall_too()
    {
        using var folder = new TempFolder();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Serilog:MinimumLevel:Default", "Warning"),
            new("Serilog:MinimumLevel:Override:Talkative", "Debug"),
            new("Serilog:WriteTo:0:Name", "File"),
            new("Serilog:WriteTo:0:Args:path", folder["masha-.log"]),
            new("Serilog:WriteTo:0:Args:rollingInterval", "Day"),
        ]).Build();
        var secrets = new Secrets();
        secrets.Add("123456:AAFuSecretSecretSecret");
        var log = new RunningBot.Logbook();
        using (var serilog = LogSetup.Create(settings, secrets, log))
        {
            serilog.ForContext(Serilog.Core.Constants.SourceContextPropertyName, "Quiet").Information("not wanted");
            serilog.ForContext(Serilog.Core.Constants.SourceContextPropertyName, "Talkative.Inner").Debug("wanted {Word}", "AAFuSecretSecretSecret");
        }
        Assert.Single(log.Events);
        var written = File.ReadAllText(Assert.Single(Directory.GetFiles(folder.Path)));
        Assert.Contains("wanted", written, StringComparison.Ordinal);
        Assert.DoesNotContain("not wanted", written, StringComparison.Ordinal);
        Assert.DoesNotContain("SecretSecret", written, StringComparison.Ordinal);
    }

    private static void AssertNoSecret(RunningBot bot, string token)
    {
        Assert.DoesNotContain("***", bot.Log.Text, StringComparison.Ordinal);   // nothing came so far as the second wall
        Assert.DoesNotContain(token.Split(':')[1], bot.Log.Text, StringComparison.Ordinal);
    }
}
