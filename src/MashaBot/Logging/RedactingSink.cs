using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace MashaBot.Logging;

/// <summary>
/// The second wall: the first is that nobody logs a request's address, which holds the token. Whatever comes here nevertheless is looked
/// through, exceptions too, before any sink sees it.
/// </summary>
internal sealed class RedactingSink(Secrets secrets, ILogEventSink inner) : ILogEventSink, IDisposable
{
    public void Emit(LogEvent logEvent)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        inner.Emit(IsClean(logEvent) ? logEvent : Redacted(logEvent));
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private bool IsClean(LogEvent logEvent) =>
        !secrets.IsIn(logEvent.MessageTemplate.Text)
        && !secrets.IsIn(logEvent.Exception?.ToString())
        && !logEvent.Properties.Values.Any(value => secrets.IsIn(value.ToString()));

    private LogEvent Redacted(LogEvent logEvent)
    {
        var text = secrets.Remove(logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture));
        var exception = logEvent.Exception is { } error ? new RedactedException(secrets.Remove(error.ToString())) : null;
        var properties = logEvent.Properties
            .Where(property => !secrets.IsIn(property.Value.ToString()))
            .Select(property => new LogEventProperty(property.Key, property.Value));
        return new(logEvent.Timestamp, logEvent.Level, exception, new MessageTemplate(text, [new TextToken(text)]), properties);
    }

    /// <summary>Stands in for an exception whose text held a secret.</summary>
    private sealed class RedactedException(string text) : Exception(text)
    {
        public override string ToString() => Message;
    }
}
