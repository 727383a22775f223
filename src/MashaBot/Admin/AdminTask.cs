using System.Globalization;

namespace MashaBot.Admin;

/// <summary>What an admin wants done: it reaches beyond their own record, so it is done after the turn.</summary>
public abstract record AdminTask
{
    private const string Mark = "admin";

    private AdminTask() { }

    public sealed record Stats : AdminTask;

    /// <param name="From">How many of the oldest are left out.</param>
    public sealed record Cases(int From = 0) : AdminTask;

    public sealed record OpenCase(long Number) : AdminTask;

    /// <summary>The admin's next text answers the case.</summary>
    public sealed record WriteAnswer(long Number) : AdminTask;

    public sealed record AnswerCase(long Number, string Words) : AdminTask;

    public sealed record CloseCase(long Number) : AdminTask;

    /// <param name="Text">Markdown with LaTeX, as in the content.</param>
    public sealed record Draft(string Text) : AdminTask;

    public sealed record Broadcasts : AdminTask;

    public sealed record Send(long Broadcast) : AdminTask;

    /// <summary>A draft is thrown away; one that is being sent goes to nobody more.</summary>
    public sealed record Halt(long Broadcast) : AdminTask;

    public sealed record Reload : AdminTask;

    /// <summary>What comes back from a button, for those tasks that have one.</summary>
    public string Data => this switch
    {
        Stats => $"{Mark} stats",
        Cases(var from) => string.Create(CultureInfo.InvariantCulture, $"{Mark} cases {from}"),
        OpenCase(var number) => string.Create(CultureInfo.InvariantCulture, $"{Mark} case {number}"),
        WriteAnswer(var number) => string.Create(CultureInfo.InvariantCulture, $"{Mark} answer {number}"),
        CloseCase(var number) => string.Create(CultureInfo.InvariantCulture, $"{Mark} close {number}"),
        Broadcasts => $"{Mark} broadcasts",
        Send(var number) => string.Create(CultureInfo.InvariantCulture, $"{Mark} send {number}"),
        Halt(var number) => string.Create(CultureInfo.InvariantCulture, $"{Mark} halt {number}"),
        _ => throw new ArgumentException($"{this} has no button.", nameof(AdminTask)),
    };

    /// <summary>What a button means; null where it is none of an admin's.</summary>
    public static AdminTask? Read(string data) => data.Split(' ') switch
    {
        [Mark, "stats"] => new Stats(),
        [Mark, "cases", var from] when Digits(from) is { } start and <= int.MaxValue => new Cases((int)start),
        [Mark, "case", var number] when Digits(number) is { } known => new OpenCase(known),
        [Mark, "answer", var number] when Digits(number) is { } known => new WriteAnswer(known),
        [Mark, "close", var number] when Digits(number) is { } known => new CloseCase(known),
        [Mark, "broadcasts"] => new Broadcasts(),
        [Mark, "send", var number] when Digits(number) is { } known => new Send(known),
        [Mark, "halt", var number] when Digits(number) is { } known => new Halt(known),
        _ => null,
    };

    private static long? Digits(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
