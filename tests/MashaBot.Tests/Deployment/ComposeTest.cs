using System.Globalization;
using System.Text.RegularExpressions;
using MashaBot.Telegram;
using Microsoft.Extensions.Configuration;

namespace MashaBot.Tests.Deployment;

/// <summary>What docs/security.md and docs/operation.md promise of the compose files, as they stand.</summary>
public sealed partial class ComposeTest
{
    private static readonly Dictionary<string, string> env = new()
    {
        ["MASHABOT_Telegram__Token"] = "123456:abc",
        ["MASHABOT_Telegram__Admins__0"] = "123456789",
        ["MASHA_DOMAIN"] = "bot.example.org",
        ["MASHA_PASSWORD"] = "sesame",
    };

    public static TheoryData<string> Files => [.. Compose.Files];

    [Theory, MemberData(nameof(Files))]
    public void Every_container_can_write_its_volumes_alone_and_has_no_rights(string file)
    {
        foreach (var (name, service) in Compose.Read(file).Services)
        {
            Assert.True(service["read_only"] == "true", name);
            Assert.Equal(["ALL"], service.List("cap_drop"));
            Assert.Equal(["no-new-privileges:true"], service.List("security_opt"));
            Assert.False(service.Has("privileged"), name);
            Assert.Equal(name == "proxy" ? ["NET_BIND_SERVICE"] : [], service.List("cap_add"));
            Assert.All(service.List("volumes"), volume => Assert.True(!volume.StartsWith('.') && !volume.StartsWith('/') || volume.EndsWith(":ro", StringComparison.Ordinal), volume));
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Every_container_comes_back_is_asked_how_it_is_and_fills_no_disk(string file)
    {
        var isAskedByImage = Repository.Read("Dockerfile").Contains("HEALTHCHECK", StringComparison.Ordinal);
        foreach (var (name, service) in Compose.Read(file).Services)
        {
            Assert.Equal("unless-stopped", service["restart"]);
            Assert.True(service.Has("healthcheck") || service.IsBuiltHere && isAskedByImage, name);
            var options = Assert.IsType<Dictionary<object, object>>(service.Map("logging")["options"]);
            Assert.True(options.ContainsKey("max-size") && options.ContainsKey("max-file"), name);
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void The_bot_has_longer_to_stop_than_it_takes(string file) => Assert.All(Compose.Read(file).Bots, bot =>
        Assert.InRange(int.Parse(bot["stop_grace_period"]!.TrimEnd('s'), CultureInfo.InvariantCulture), 12, 60));   // it gives itself 10

    [Theory, MemberData(nameof(Files))]
    public void The_bots_settings_are_settings_and_no_secret_stands_in_the_file(string file)
    {
        var bots = Compose.Read(file).Bots.ToList();
        Assert.NotEmpty(bots);
        foreach (var bot in bots)
        {
            var settings = Read(bot.Environment(env));
            Assert.Equal("123456:abc", settings.Telegram.Token);
            Assert.Equal(123456789, Assert.Single(settings.Telegram.AdminIds).Value);
            Read(bot.Environment(env.Where(variable => !variable.Key.Contains("Admins", StringComparison.Ordinal)).ToDictionary()));   // nobody need look after it
        }
        foreach (var service in Compose.Read(file).Services.Values)
            foreach (var (name, value) in service.Map("environment"))
                if (SecretName.IsMatch(name)) Assert.Equal("", Compose.Reference.Replace($"{value}", ""));
    }

    [Fact]
    public void Two_processes_share_a_database_behind_one_proxy()
    {
        var compose = Compose.Read("compose.postgres.yaml");
        var bots = compose.Services.Where(service => service.Value.IsBuiltHere).ToList();
        Assert.Equal(2, bots.Count);
        Assert.Equal(2, bots.SelectMany(bot => bot.Value.List("volumes")).Where(volume => volume.EndsWith(":/data", StringComparison.Ordinal)).Distinct().Count());   // each has its own sign of life
        foreach (var bot in bots)
        {
            var database = Assert.IsType<Dictionary<object, object>>(bot.Value.Map("depends_on")["database"]);
            Assert.Equal("service_healthy", database["condition"]);
            var settings = Read(bot.Value.Environment(env));
            Assert.Contains("Password=sesame", settings.Store.Postgres!, StringComparison.Ordinal);
            Assert.Equal("https://bot.example.org", settings.Telegram.Webhook.Url);
            Assert.Equal(new TelegramOptions().BulkPerSecond, settings.Telegram.BulkPerSecond * bots.Count);
        }
        Assert.Equal(["proxy"], compose.Services.Where(service => service.Value.Has("ports")).Select(service => service.Key));
        Assert.DoesNotContain("front", compose.Services["database"].List("networks"));
    }

    [Fact]
    public void The_proxy_knows_the_processes_their_ports_and_their_limit()
    {
        var compose = Compose.Read("compose.postgres.yaml");
        var caddy = Repository.Read("deploy/Caddyfile");
        var settings = Read(compose.Bots.First().Environment(env));
        var addresses = compose.Services.Where(service => service.Value.IsBuiltHere).Select(service => $"{service.Key}:{settings.Http.Port}").Order();
        Assert.Contains($"{{$MASHA_PROCESSES:{string.Join(' ', addresses)}}}", caddy, StringComparison.Ordinal);
        Assert.Contains($"{{$MASHA_MONITOR:{settings.Http.MonitorPort}}}", caddy, StringComparison.Ordinal);
        Assert.Contains($"max_size {Webhook.BodyLimit >> 20}MiB", caddy, StringComparison.Ordinal);
    }

    public static TheoryData<string> Texts => [.. Compose.Files, "Dockerfile", "README.md", .. Directory.EnumerateFiles(Repository.Path("docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}")];

    [Theory, MemberData(nameof(Texts))]
    public void What_is_called_a_setting_is_one(string file)
    {
        var text = Repository.Read(file);
        var named = Variable.Matches(text).Select(found => found.Groups["path"].Value.Replace("__", ":", StringComparison.Ordinal)).Where(path => path != "Section:Name")
            .Concat(Setting.Matches(text).Select(found => found.Groups["path"].Value.TrimEnd(':'))).Distinct();
        foreach (var path in named)
        {
            Assert.True(typeof(Settings).GetProperty(path.Split(':')[0]) is not null, $"{file}: there is no section {path}");
            var complaint = Record.Exception(() => Read(new() { [path] = "1" }))?.Message ?? "";
            Assert.False(complaint.Contains("there is no setting", StringComparison.Ordinal), $"{file}: {path}: {complaint}");
        }
    }

    private static Settings Read(Dictionary<string, string> variables) => Settings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(variables.Select(variable => new KeyValuePair<string, string?>(variable.Key.Replace("MASHABOT_", "", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal), variable.Value))).Build());

    [GeneratedRegex(@"MASHABOT_(?<path>[A-Za-z]\w*[A-Za-z0-9])")] private static partial Regex Variable { get; }
    [GeneratedRegex(@"`(?<path>(Telegram|Store|Content|Delivery|Playground|Http|Limit|Backup):[A-Z][A-Za-z:]*)")] private static partial Regex Setting { get; }
    [GeneratedRegex("Token|Password|PASSWORD|Secret")] private static partial Regex SecretName { get; }
}
