using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace MashaBot.Logging;

/// <summary>Serilog as the section <c>Serilog</c> of the settings says; always on standard error, since standard output is for results.</summary>
internal static class LogSetup
{
    private const string Template = "{Timestamp:HH:mm:ss} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}";

    /// <param name="extra">A sink of a test.</param>
    public static Logger Create(IConfiguration configuration, Secrets secrets, ILogEventSink? extra = null)
    {
        // The levels stand before the wall, so that what is not wanted costs nothing; the sinks behind it, so that none is forgotten.
        var sinks = new LoggerConfiguration()
            .ReadFrom.Configuration(Only(configuration, name => name is "WriteTo" or "Using"))
            .MinimumLevel.Verbose()
            .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose, outputTemplate: Template, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
        if (extra is not null) sinks.WriteTo.Sink(extra);
        return new LoggerConfiguration()
            .ReadFrom.Configuration(Only(configuration, name => name is "MinimumLevel" or "Filter" or "Enrich" or "Properties" or "Using"))
            .WriteTo.Sink(new RedactingSink(secrets, sinks.CreateLogger()))
            .CreateLogger();
    }

    private static IConfigurationRoot Only(IConfiguration configuration, Func<string, bool> isWanted) => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.GetSection("Serilog").AsEnumerable()
            .Where(setting => setting.Value is not null && isWanted(setting.Key.Split(':')[1])))
        .Build();
}
