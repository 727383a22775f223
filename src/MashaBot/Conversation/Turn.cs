using System.Collections.Immutable;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>One turn of a conversation while it is worked out: the learner as they will be, and what is said to them.</summary>
internal sealed record Turn(Learner Learner, Phrases Phrases, Instant Now)
{
    public ImmutableArray<Message> Said { get; init; } = [];
    public ImmutableArray<Attempt> Attempts { get; init; } = [];
    public ImmutableArray<Request> Requests { get; init; } = [];

    /// <summary>The turn was not asked for by the learner: its messages wait behind answers and make no sound.</summary>
    public bool Unasked { get; init; }

    /// <summary>A number that differs from turn to turn and is the same when the turn is worked out again: picks among wordings.</summary>
    public int Luck => HashCode(Learner.Id.Value, Learner.Asked?.Part.ToString() ?? "", Learner.Asked?.Tries ?? 0, Learner.Parts.Count);

    public Turn Become(Learner learner) => this with { Learner = learner };

    /// <param name="rows">Of buttons; an empty one is left out: Telegram's keyboards have none.</param>
    public Turn Say(Prose body, params ReadOnlySpan<ImmutableArray<Button>> rows) =>
        this with { Said = Said.Add(new(body) { Buttons = [.. rows.ToArray().Where(row => !row.IsEmpty)], Form = Learner.Form, Unasked = Unasked }) };

    public Turn Say(Phrase phrase, params ReadOnlySpan<(string, object)> values) => Say(Phrases.Say(phrase, Luck, values));

    /// <summary>Writes down a reply and what was said of it.</summary>
    public Turn Note(PartId part, VariantId variant, string reply, string verdict, string? mistake) =>
        this with { Attempts = Attempts.Add(new(Learner.Id, part, variant, reply, verdict, mistake, Now)) };

    /// <summary>What was said last asks this question.</summary>
    public Turn About(Open open) => About(new Asking(open.Part.Id, open.Variant.Id));

    public Turn About(Asking asking) => this with { Said = Said.SetItem(Said.Length - 1, Said[^1] with { About = asking }) };

    /// <summary>Says something in a group to one member alone, as far as Telegram can.</summary>
    /// <param name="replyTo">The member's message that it answers.</param>
    /// <param name="press">The member's press that it answers.</param>
    public Turn Whisper(LearnerId member, int? replyTo, Prose body, string? press = null, ImmutableArray<Button> buttons = default) => this with
    {
        Said = Said.Add(new(body) { Buttons = buttons.IsDefaultOrEmpty ? [] : [buttons], Form = Learner.Form, ReplyTo = replyTo, Only = new(member, press) }),
    };

    /// <summary>Reacts to a message of the learner's; one without a number cannot be reacted to.</summary>
    public Turn React(int? message, Phrase emoji) => message is > 0 and var number
        ? this with { Said = Said.Add(new(Prose.Empty) { Reaction = new(number, Phrases.Say(emoji, Luck).ToText()) }) }
        : this;

    public Turn Request(Request request) => this with { Requests = Requests.Add(request) };

    public Outcome End() => new(Learner, Said, Attempts) { Requests = Requests };

    // string.GetHashCode differs from run to run; this one does not.
    private static int HashCode(long id, string part, int tries, int finished)
    {
        var hash = 17L;
        foreach (var value in (ReadOnlySpan<long>)[id, tries, finished]) hash = hash * 31 + value;
        foreach (var letter in part) hash = hash * 31 + letter;
        return (int)(hash ^ (hash >> 32)) & int.MaxValue;
    }
}
