using Microsoft.Extensions.Configuration;

namespace MashaBot.Tests;

public sealed class SettingsTest
{
    [Fact]
    public void The_file_that_is_shipped_is_right_and_gives_the_defaults()
    {
        var shipped = Settings.Read(new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build());
        var defaults = Settings.Read(new ConfigurationBuilder().Build());
        Assert.Equal(
            (defaults.Telegram.Token, defaults.Telegram.PollSeconds, defaults.Telegram.BulkPerSecond, defaults.Store.Path, defaults.Delivery.Daily, defaults.Playground.Port),
            (shipped.Telegram.Token, shipped.Telegram.PollSeconds, shipped.Telegram.BulkPerSecond, shipped.Store.Path, shipped.Delivery.Daily, shipped.Playground.Port));
    }

    [Theory]
    [InlineData("Telegram:Token", "no token", "Telegram:Token must look like")]
    [InlineData("Telegram:Token", "123:abc def", "Telegram:Token must look like")]
    [InlineData("Telegram:BaseUrl", "api.telegram.org", "Telegram:BaseUrl must be an http or https address")]
    [InlineData("Telegram:PollSeconds", "51", "Telegram:PollSeconds")]
    [InlineData("Telegram:PollSeconds", "soon", "Telegram: ")]
    [InlineData("Telegram:Admins:0", "@masha", "Telegram:Admins must be a list of Telegram user ids such as 123456789; `@masha` is none")]
    [InlineData("Telegram:Admins:1", "-5", "`-5` is none")]
    [InlineData("Telegram:Tokn", "123:abc", "Telegram: there is no setting 'Tokn'")]
    [InlineData("Delivery:Hour", "9 o'clock", "Delivery:Hour must be a time")]
    [InlineData("Delivery:Zone", "Mars/Olympus", "Delivery:Zone must be an IANA time zone")]
    [InlineData("Playground:Port", "70000", "Playground:Port")]
    [InlineData("Store:Path", "", "Store:Path")]
    public void What_is_wrong_is_named(string setting, string value, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<SettingsException>(() => Read((setting, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void Admins_are_given_one_by_one() =>
        Assert.Equal([new(5), new(6)], Read(("Telegram:Admins:0", "5"), ("Telegram:Admins:1", "6")).Telegram.AdminIds.OrderBy(id => id.Value));

    [Fact]
    public void All_that_is_wrong_is_named_at_once() =>
        Assert.Equal(2, Assert.Throws<SettingsException>(() => Read(("Telegram:Token", "x"), ("Delivery:Zone", "x"))).Message.Split(Environment.NewLine).Length);

    private static Settings Read(params (string, string)[] values) =>
        Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => new KeyValuePair<string, string?>(value.Item1, value.Item2))).Build());
}
