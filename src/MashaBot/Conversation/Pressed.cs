using System.Globalization;
using MashaBot.Sheets;

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
    public sealed record Solution(PartId Part, VariantId Variant, bool Sure) : Pressed;
    public sealed record Skip(PartId Part) : Pressed;
    public sealed record Repair(PartId Part) : Pressed;
    public sealed record Mark(PartId Part, SelfMark Value) : Pressed;
    public sealed record Hour(int Value) : Pressed;
    public sealed record AskZone : Pressed;
    public sealed record Zone(string Name) : Pressed;

    public string Data => this switch
    {
        Next => "next",
        Question => "question",
        Hint(var part) => $"hint {part}",
        Solution(var part, var variant, false) => $"solution {part} {variant}",
        Solution(var part, var variant, true) => $"show {part} {variant}",
        Skip(var part) => $"skip {part}",
        Repair(var part) => $"repair {part}",
        Mark(var part, var mark) => $"mark {part} {mark}",
        Hour(var hour) => string.Create(CultureInfo.InvariantCulture, $"hour {hour}"),
        AskZone => "zone",
        Zone(var name) => $"zone {name}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static Pressed? Read(string data) => data.Split(' ') switch
    {
        ["next"] => new Next(),
        ["question"] => new Question(),
        ["hint", var part] when PartId.TryParse(part, null, out var id) => new Hint(id),
        ["solution" or "show", var part, var variant] when PartId.TryParse(part, null, out var id) && VariantId.TryParse(variant, null, out var dealt)
            => new Solution(id, dealt, data.StartsWith("show", StringComparison.Ordinal)),
        ["skip", var part] when PartId.TryParse(part, null, out var id) => new Skip(id),
        ["repair", var part] when PartId.TryParse(part, null, out var id) => new Repair(id),
        ["mark", var part, var mark] when PartId.TryParse(part, null, out var id) && Enum.TryParse<SelfMark>(mark, out var value) && Enum.IsDefined(value) => new Mark(id, value),
        ["hour", var hour] when int.TryParse(hour, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 24 => new Hour(value),
        ["zone"] => new AskZone(),
        ["zone", var name] => new Zone(name),
        _ => null,
    };
}
