using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MashaBot.Formulas;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>The bot's own words in one language.</summary>
public sealed partial class Phrases
{
    private readonly FrozenDictionary<Phrase, ImmutableArray<Wording>> words;
    private readonly FrozenDictionary<ParseProblem, Prose> problems;
    private readonly FrozenDictionary<Expected, string> expected;
    private readonly FrozenDictionary<string, SmallTalk> smallTalk;
    private readonly FrozenDictionary<string, SelfMark> marks;

    internal Phrases(Language language, IReadOnlyDictionary<Phrase, ImmutableArray<string>> words,
        IReadOnlyDictionary<ParseProblem, string> problems, IReadOnlyDictionary<Expected, string> expected, IEnumerable<(string Words, SmallTalk Kind)> smallTalk,
        IEnumerable<(string Words, SelfMark Mark)> marks, ImmutableArray<(string Zone, string Label)> zones, Calendar calendar)
    {
        Language = language;
        this.words = words.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.Select(text => new Wording(text.Trim(), Prose.Parse(text))).ToImmutableArray());
        this.problems = problems.ToFrozenDictionary(entry => entry.Key, entry => Prose.Parse(entry.Value));
        this.expected = expected.ToFrozenDictionary();
        this.smallTalk = smallTalk.ToFrozenDictionary(entry => entry.Words, entry => entry.Kind);
        this.marks = marks.ToFrozenDictionary(entry => entry.Words, entry => entry.Mark);
        Zones = zones;
        Calendar = calendar;
    }

    public Language Language { get; }

    /// <summary>Clocks to choose from: IANA name and what stands on the button, west to east.</summary>
    public ImmutableArray<(string Zone, string Label)> Zones { get; }

    internal Calendar Calendar { get; }

    /// <summary>A date as it is said in the middle of a sentence: 3 декабря, December 3.</summary>
    public string Date(LocalDate date) => Calendar.Date.Replace("{day}", $"{date.Day}", StringComparison.Ordinal).Replace("{month}", Calendar.Months[date.Month - 1], StringComparison.Ordinal);

    /// <summary>A day of the week, short: пн, Mon.</summary>
    public string Weekday(IsoDayOfWeek day) => Calendar.Weekdays[(int)day - 1];

    /// <summary>The phrase as prose, its first wording.</summary>
    public Prose this[Phrase phrase, params ReadOnlySpan<(string Name, object Value)> values] => Say(phrase, 0, values);

    /// <summary>The phrase as prose.</summary>
    /// <param name="luck">Any number: which of several wordings is taken.</param>
    /// <param name="values">What <c>{name}</c> stands for; never read as Markdown.</param>
    public Prose Say(Phrase phrase, int luck, params ReadOnlySpan<(string Name, object Value)> values) =>
        Filled(Pick(phrase, luck).Prose, values.ToArray());

    /// <summary>The phrase as a line of text: for buttons, the menu of commands and what is put into other phrases.</summary>
    public string Line(Phrase phrase, params ReadOnlySpan<(string Name, object Value)> values) => Fill(Pick(phrase, 0).Text, values.ToArray());

    /// <summary>Why a reply could not be read.</summary>
    public Prose Why(ParseError error) => Filled(problems[error.Problem], [("found", error.Found), ("count", error.Count ?? 0)]);

    /// <summary>What could stand where reading stopped; empty where nothing particular could.</summary>
    public string Wanted(ParseError error) => string.Join(", ", error.Expected.Select(code => expected[code]));

    /// <summary>What a message is, if it is one of the small things that people say besides answers.</summary>
    public SmallTalk? HeardAs(string message) => smallTalk.TryGetValue(Plain(message), out var kind) ? kind : null;

    /// <summary>The mark that a message gives the learner's own reply, if it is one.</summary>
    public SelfMark? MarkedAs(string message) => marks.TryGetValue(Plain(message), out var mark) ? mark : null;

    private static string Plain(string message) => NotLetters.Replace(message.ToLowerInvariant(), " ").Trim();

    /// <summary>The names that a phrase fills in, in any of its wordings.</summary>
    internal ImmutableHashSet<string> Names(Phrase phrase) => [.. words[phrase].SelectMany(wording => Slot.Matches(wording.Text).Select(slot => slot.Groups["name"].Value))];

    private Wording Pick(Phrase phrase, int luck)
    {
        var wordings = words[phrase];
        return wordings[(int)((uint)luck % (uint)wordings.Length)];
    }

    private static Prose Filled(Prose prose, (string Name, object Value)[] values) => values is [] ? prose : prose.Replace(text => Fill(text, values));

    private static string Fill(string text, (string Name, object Value)[] values) => Slot.Replace(text, slot =>
    {
        var index = Array.FindIndex(values, value => value.Name == slot.Groups["name"].Value);
        if (index < 0) return slot.Value;
        var value = values[index].Value;
        var shown = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return slot.Groups["forms"].Success && value is int number ? $"{shown} {Plural(number, slot.Groups["forms"].Value.Split('|'))}" : shown;
    });

    /// <summary>The form of a noun that goes with a number: two forms as in English, three as in Russian (1 пункт, 2 пункта, 5 пунктов).</summary>
    internal static string Plural(int number, string[] forms)
    {
        if (forms.Length == 2) return number == 1 ? forms[0] : forms[1];
        var (tens, ones) = (Math.Abs(number) % 100 / 10, Math.Abs(number) % 10);
        return tens == 1 ? forms[2] : ones switch { 1 => forms[0], 2 or 3 or 4 => forms[1], _ => forms[2] };
    }

    [GeneratedRegex(@"\{(?<name>[a-z]+)(?:\|(?<forms>[^{}]+))?\}")] internal static partial Regex Slot { get; }
    [GeneratedRegex(@"[^\p{L}\p{N}]+")] private static partial Regex NotLetters { get; }

    private sealed record Wording(string Text, Prose Prose);
}

/// <summary>Small things that people say besides answers.</summary>
public enum SmallTalk { Dunno, Thanks, Hello }

/// <summary>How a language says dates.</summary>
/// <param name="Date">With <c>{day}</c> and <c>{month}</c>.</param>
/// <param name="Months">From January, in the form that stands in a date.</param>
/// <param name="Weekdays">From Monday, short.</param>
internal sealed record Calendar(string Date, ImmutableArray<string> Months, ImmutableArray<string> Weekdays);
