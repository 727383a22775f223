using System.Collections.Immutable;
using MashaBot.Conversation;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Admin;

/// <summary>Somebody to whom something is said outside a turn of theirs: in their language and their form.</summary>
internal sealed record Listener(Learner Learner, Phrases Phrases)
{
    public Message Hears(Prose body, params ReadOnlySpan<ImmutableArray<Button>> rows) =>
        new(body) { Buttons = [.. rows.ToArray().Where(row => !row.IsEmpty)], Form = Learner.Form };

    public Message Hears(Phrase phrase, params ReadOnlySpan<(string, object)> values) => Hears(Phrases[phrase, values]);

    public Button Button(Phrase label, AdminTask task, params ReadOnlySpan<(string, object)> values) => new(Phrases.Line(label, values), task.Data);

    /// <summary>An instant by the listener's clock.</summary>
    public string When(Instant instant)
    {
        var there = instant.InZone(Learner.Daily.Clock);
        return Phrases.Line(Phrase.WhenLater, ("date", Phrases.Date(there.Date)), ("time", Timetable.Show(there.TimeOfDay)));
    }
}
