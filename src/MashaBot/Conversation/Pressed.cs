using System.Globalization;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>
/// What a button means. Its data travels through Telegram and comes back at any later time, from old messages too and perhaps
/// from nobody's button at all, so it names what it is about and is read as carefully as a text.
/// </summary>
internal abstract record Pressed
{
    private Pressed() { }

    public sealed record Next : Pressed;
    public sealed record Question : Pressed;
    public sealed record Hint(PartId Part) : Pressed;

    /// <summary>A hint by its number, for whoever presses: in a group nobody's hints are counted.</summary>
    public sealed record GroupHint(PartId Part, VariantId Variant, int Which) : Pressed;
    public sealed record Solution(PartId Part, VariantId Variant, bool Sure) : Pressed;
    public sealed record Skip(PartId Part) : Pressed;
    public sealed record Repair(PartId Part) : Pressed;
    public sealed record Mark(PartId Part, SelfMark Value) : Pressed;
    public sealed record Hour(int Value) : Pressed;
    public sealed record AskZone : Pressed;
    public sealed record Zone(string Name) : Pressed;
    public sealed record AskHour : Pressed;

    /// <param name="Minutes">What the learner's clock is ahead of UTC.</param>
    public sealed record Clock(int Minutes) : Pressed;
    public sealed record Review : Pressed;
    public sealed record Again(PartId Part) : Pressed;
    public sealed record TooEasy(PartId Part) : Pressed;
    public sealed record TooHard(PartId Part) : Pressed;
    public sealed record Leave(ProblemId Problem) : Pressed;
    public sealed record Sheets : Pressed;
    public sealed record OpenSheet(int Sheet) : Pressed;
    public sealed record OpenProblem(ProblemId Problem) : Pressed;
    public sealed record AskReminder : Pressed;

    /// <param name="At">The hour; null: none is wanted.</param>
    public sealed record Reminder(int? At) : Pressed;
    public sealed record AskRest : Pressed;
    public sealed record Rest(IsoDayOfWeek Day) : Pressed;
    public sealed record CountDays(bool Counts) : Pressed;
    public sealed record Order(CourseOrder Value) : Pressed;
    public sealed record Pause(int Days) : Pressed;
    public sealed record AskForm : Pressed;
    public sealed record Form(MessageForm Value) : Pressed;
    public sealed record AskLanguage : Pressed;
    public sealed record Speak(Language Language) : Pressed;
    public sealed record Export : Pressed;
    public sealed record AskForget : Pressed;
    public sealed record Forget : Pressed;
    public sealed record Complain(PartId Part, VariantId Variant) : Pressed;

    public string Data => this switch
    {
        Next => "next",
        Question => "question",
        Hint(var part) => $"hint {part}",
        GroupHint(var part, var variant, var number) => string.Create(CultureInfo.InvariantCulture, $"hint {part} {variant} {number}"),
        Solution(var part, var variant, false) => $"solution {part} {variant}",
        Solution(var part, var variant, true) => $"show {part} {variant}",
        Skip(var part) => $"skip {part}",
        Repair(var part) => $"repair {part}",
        Mark(var part, var mark) => $"mark {part} {mark}",
        Hour(var hour) => string.Create(CultureInfo.InvariantCulture, $"hour {hour}"),
        AskZone => "zone",
        Zone(var name) => $"zone {name}",
        AskHour => "hour",
        Clock(var minutes) => string.Create(CultureInfo.InvariantCulture, $"clock {minutes}"),
        Review => "review",
        Again(var part) => $"again {part}",
        TooEasy(var part) => $"easy {part}",
        TooHard(var part) => $"hard {part}",
        Leave(var problem) => $"leave {problem}",
        Sheets => "sheets",
        OpenSheet(var number) => string.Create(CultureInfo.InvariantCulture, $"sheet {number}"),
        OpenProblem(var problem) => $"problem {problem}",
        AskReminder => "reminder",
        Reminder(null) => "reminder off",
        Reminder({ } hour) => string.Create(CultureInfo.InvariantCulture, $"reminder {hour}"),
        AskRest => "rest",
        Rest(var day) => $"rest {day}",
        CountDays(var counts) => counts ? "streak on" : "streak off",
        Order(var order) => $"order {order}",
        Pause(var days) => string.Create(CultureInfo.InvariantCulture, $"pause {days}"),
        AskForm => "form",
        Form(var form) => $"form {form}",
        AskLanguage => "language",
        Speak(var language) => $"language {language.Id}",
        Export => "export",
        AskForget => "forget",
        Forget => "forget everything",
        Complain(var part, var variant) => $"complain {part} {variant}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static Pressed? Read(string data) => data.Split(' ') switch
    {
        ["next"] => new Next(),
        ["question"] => new Question(),
        ["hint", var part] when PartId.TryParse(part, null, out var id) => new Hint(id),
        ["hint", var part, var variant, var hint] when PartId.TryParse(part, null, out var id) && VariantId.TryParse(variant, null, out var dealt) && Number(hint) is > 0 and var number => new GroupHint(id, dealt, number),
        ["solution" or "show", var part, var variant] when PartId.TryParse(part, null, out var id) && VariantId.TryParse(variant, null, out var dealt)
            => new Solution(id, dealt, data.StartsWith("show", StringComparison.Ordinal)),
        ["skip", var part] when PartId.TryParse(part, null, out var id) => new Skip(id),
        ["repair", var part] when PartId.TryParse(part, null, out var id) => new Repair(id),
        ["mark", var part, var mark] when PartId.TryParse(part, null, out var id) && Enum.TryParse<SelfMark>(mark, out var value) && Enum.IsDefined(value) => new Mark(id, value),
        ["hour", var hour] when Number(hour) is { } value and < 24 => new Hour(value),
        ["zone"] => new AskZone(),
        ["zone", var name] => new Zone(name),
        ["hour"] => new AskHour(),
        ["clock", var minutes] when int.TryParse(minutes, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ahead) => new Clock(ahead),
        ["review"] => new Review(),
        ["again", var part] when PartId.TryParse(part, null, out var id) => new Again(id),
        ["easy", var part] when PartId.TryParse(part, null, out var id) => new TooEasy(id),
        ["hard", var part] when PartId.TryParse(part, null, out var id) => new TooHard(id),
        ["leave", var problem] when ProblemId.TryParse(problem, null, out var id) => new Leave(id),
        ["sheets"] => new Sheets(),
        ["sheet", var sheet] when Number(sheet) is { } number => new OpenSheet(number),
        ["problem", var problem] when ProblemId.TryParse(problem, null, out var id) => new OpenProblem(id),
        ["reminder"] => new AskReminder(),
        ["reminder", "off"] => new Reminder(null),
        ["reminder", var hour] when Number(hour) is { } value and < 24 => new Reminder(value),
        ["rest"] => new AskRest(),
        ["rest", var day] when Enum.TryParse<IsoDayOfWeek>(day, out var value) && value is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday => new Rest(value),
        ["streak", "on"] => new CountDays(true),
        ["streak", "off"] => new CountDays(false),
        ["order", var order] when Enum.TryParse<CourseOrder>(order, out var value) && Enum.IsDefined(value) => new Order(value),
        ["pause", var days] when Number(days) is { } value => new Pause(value),
        ["form"] => new AskForm(),
        ["form", var form] when Enum.TryParse<MessageForm>(form, out var value) && Enum.IsDefined(value) => new Form(value),
        ["language"] => new AskLanguage(),
        ["language", var code] when Languages.Find(code) is { } language => new Speak(language),
        ["export"] => new Export(),
        ["forget"] => new AskForget(),
        ["forget", "everything"] => new Forget(),
        ["complain", var part, var variant] when PartId.TryParse(part, null, out var id) && VariantId.TryParse(variant, null, out var dealt) => new Complain(id, dealt),
        _ => null,
    };

    private static int? Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
