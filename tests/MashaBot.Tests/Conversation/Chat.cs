using System.Collections.Immutable;
using MashaBot.Conversation;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Tests.Conversation;

/// <summary>A conversation under test: says things to the bot and keeps what it answered last. Begins on a Tuesday at nine, Moscow time.</summary>
internal sealed class Chat(Course course, Phrasebook phrasebook, params IEnumerable<LearnerId> admins)
{
    public static readonly Instant Morning = Instant.FromUtc(2026, 11, 24, 6, 0);

    private readonly Dialogue dialogue = new(course, phrasebook, admins);
    private int messages;

    /// <summary>About the tiny course.</summary>
    public Chat(params IEnumerable<LearnerId> admins) : this(TinyCourse.Course, TinyCourse.Phrasebook, admins) { }

    public Learner Learner { get; private set; } = Dialogue.Newcomer(new(7), new(7), new DailyHour(new(9, 0), "Europe/Moscow"));

    public Instant Now { get; set; } = Morning;

    public ImmutableArray<Message> Answer { get; private set; } = [];

    public ImmutableArray<Attempt> Attempts { get; private set; } = [];

    /// <summary>What the last turn asked for besides.</summary>
    public ImmutableArray<Request> Requests { get; private set; } = [];

    /// <summary>All of the last answer as text.</summary>
    public string Said => string.Join("\n\n", Answer.Where(message => message.Reaction is null).Select(message => message.Body.ToText()));

    /// <summary>The labels of all buttons of the last answer.</summary>
    public IEnumerable<Button> Buttons => Answer.SelectMany(message => message.Buttons).SelectMany(row => row);

    public Chat Say(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts) Take(new Incoming.Text(text, ++messages));
        return this;
    }

    /// <summary>Goes on as somebody who has been here before.</summary>
    public Chat From(Learner learner)
    {
        Learner = learner;
        return this;
    }

    /// <summary>Replies to a message of the bot's by its number.</summary>
    public Chat ReplyTo(int message, string text) => Take(new Incoming.Text(text, ++messages, message));

    public Chat Edit(string text) => Take(new Incoming.Edited(text, messages));

    public Chat Press(Phrase label)
    {
        var line = TinyCourse.Phrases.Line(label);
        var button = Buttons.LastOrDefault(button => button.Label == line);
        Assert.True(button is not null, $"No button «{line}» among: {string.Join(", ", Buttons.Select(known => known.Label))}");
        return PressData(button.Data);
    }

    public Chat PressData(string data) => Take(new Incoming.Press(data));

    public Chat DayComes() => Take(new Incoming.DayCame());

    public Chat Take(Incoming incoming)
    {
        var outcome = dialogue.On(Learner, incoming, Now);
        Learner = outcome.Next;
        Answer = outcome.Send;
        Requests = outcome.Requests;
        Attempts = Attempts.AddRange(outcome.Attempts);
        return this;
    }
}
