using System.ComponentModel.DataAnnotations;
using MashaBot.Backup;
using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Http;
using MashaBot.Telegram;
using Microsoft.Extensions.Configuration;
using NodaTime;
using NodaTime.Text;

namespace MashaBot;

/// <summary>All settings: <c>appsettings.json</c> beside the program, then the environment (<c>MASHABOT_Telegram__Token</c>), then the command line.</summary>
internal sealed class Settings
{
    public TelegramOptions Telegram { get; } = new();
    public StoreOptions Store { get; } = new();
    public ContentOptions Content { get; } = new();
    public DeliveryOptions Delivery { get; } = new();
    public PlaygroundSettings Playground { get; } = new();
    public HttpSettings Http { get; } = new();
    public LimitOptions Limit { get; } = new();
    public BackupOptions Backup { get; } = new();

    public static IConfigurationRoot Sources(string folder) => new ConfigurationBuilder()
        .SetBasePath(folder)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables("MASHABOT_")
        .Build();

    /// <exception cref="SettingsException">All that is wrong with them.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var settings = new Settings();
        var faults = new List<string>();
        Bind(settings.Telegram);
        Bind(settings.Store);
        Bind(settings.Content);
        Bind(settings.Delivery);
        Bind(settings.Playground);
        Bind(settings.Http);
        Bind(settings.Backup);
        Bind(settings.Limit);
        return faults.Count == 0 ? settings : throw new SettingsException(faults);

        void Bind(object section)
        {
            var name = section.GetType().Name.Replace("Options", "", StringComparison.Ordinal).Replace("Settings", "", StringComparison.Ordinal);
            try
            {
                configuration.GetSection(name).Bind(section, options => options.ErrorOnUnknownConfiguration = true);
            }
            catch (InvalidOperationException error)
            {
                faults.Add($"{name}: {(error.Message.Contains(nameof(BinderOptions.ErrorOnUnknownConfiguration), StringComparison.Ordinal) ? $"there is no setting {error.Message.Split(": ")[^1]}" : error.InnerException?.Message ?? error.Message)}");
                return;
            }
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(section, new(section), results, validateAllProperties: true);
            faults.AddRange(results.Select(fault => $"{name}:{string.Join(',', fault.MemberNames)} {fault.ErrorMessage}"));
        }
    }
}

/// <summary>The settings cannot be used.</summary>
internal sealed class SettingsException(IEnumerable<string> faults) : Exception(string.Join(Environment.NewLine, faults));

internal sealed class StoreOptions
{
    /// <summary>The folder of the store; <c>--data</c> goes before it.</summary>
    [Required] public string Path { get; set; } = "data";

    /// <summary>Npgsql's connection string: then everything is kept there, for as many processes as serve the bot. Empty: in a file in the folder, for one.</summary>
    public string? Postgres { get; set; }
}

internal sealed class ContentOptions
{
    /// <summary>The folder of the course; by default <c>content</c> beside the program.</summary>
    public string? Path { get; set; }
}

/// <summary>When a newcomer's daily problem comes, until they choose an hour of their own.</summary>
internal sealed class DeliveryOptions : IValidatableObject
{
    public string Hour { get; set; } = "09:00";

    /// <summary>An IANA name.</summary>
    public string Zone { get; set; } = "Europe/Moscow";

    public DailyHour Daily => new(LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(Hour).Value, Zone);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(Hour).Success) yield return new("must be a time such as 09:00", [nameof(Hour)]);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) is null) yield return new("must be an IANA time zone such as Europe/Moscow", [nameof(Zone)]);
    }
}

internal sealed class PlaygroundSettings
{
    /// <summary>The loopback port of the chat page; 0 takes a free one.</summary>
    [Range(0, 65_535)] public int Port { get; set; }
}
