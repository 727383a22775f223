namespace MashaBot.Backprop;

/// <summary>
/// Reads the notation of <see cref="Architecture"/> from left to right. Each layer is made when its input is known, so what falls apart is
/// found at its place in the text; a repeated stretch is read again for each repetition.
/// </summary>
internal sealed class ArchitectureReader(string text)
{
    private const int Most = 2000;      // layers: more is a slip of the pen

    private int at;

    public List<Stage> Stages { get; } = [];
    public Stage? Last { get; private set; }

    public ArchitectureFault? Read()
    {
        try
        {
            Chain();
            if (at < text.Length) throw Fault(ArchitectureProblem.Bracket, at, "a bracket that was not opened");
            if (Last is null) throw Fault(ArchitectureProblem.Input, 0, "it must begin with its input: input 28x28x1, or tokens 10");
            return null;
        }
        catch (ArchitectureException error)
        {
            return error.Fault;
        }
    }

    private void Chain()
    {
        for (Space(); at < text.Length && text[at] != ')'; Space()) Item();
    }

    private void Item()
    {
        var start = at;
        if (char.IsAsciiDigit(text[at])) Repeat(start);
        else if (IsAt("skip(") || IsAt("concat(")) Branch(start, adds: IsAt("skip("));
        else
        {
            while (at < text.Length && !IsSeparator(at) && text[at] is not ('(' or ')')) at++;
            Add(LayerReader.Read(new LayerWords(text, start, at, Number, Last)), start);
            if (at < text.Length && text[at] == '(') throw Fault(ArchitectureProblem.Bracket, at, "brackets follow skip, concat and 3 *");
        }
    }

    private void Repeat(int start)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        var count = int.TryParse(text[start..at], out var number) ? number : int.MaxValue;
        while (at < text.Length && (text[at] == ' ' || text[at] is '*' or '×' or 'x')) at++;
        if (at == text.Length || text[at] != '(') throw Fault(ArchitectureProblem.Bracket, start, "a number begins a repetition: 3 * ( … )");
        var body = ++at;
        if (count < 1) throw Fault(ArchitectureProblem.Number, start, "nothing is repeated 0 times");
        if (count > Most) throw Fault(ArchitectureProblem.TooLarge, start, $"more than {Most} layers");
        for (var i = 0; i < count; i++)
        {
            at = body;
            Chain();
            Close(start);
        }
    }

    private void Branch(int start, bool adds)
    {
        at = text.IndexOf('(', start) + 1;
        var before = Last ?? throw Fault(ArchitectureProblem.Input, start, "it must begin with its input");
        Chain();
        Close(start);
        var written = new Written(start, adds ? "skip" : "concat", Number, adds ? "skip" : "concat");
        var (around, through) = (before.Output, Last!.Output);
        if (adds ? !around.Equals(through) : !around.Places.Equals(through.Places) || around.Features is null || through.Features is null)
            throw Fault(ArchitectureProblem.Mismatch, start, $"the branch gives {through} where {around} goes round it");
        Add(new BranchStage(written, before, Last!, adds), start);
    }

    private int Number => Stages.Count;

    private void Add(Stage stage, int start)
    {
        Stages.Add(Last = stage);
        if (Stages.Count > Most) throw Fault(ArchitectureProblem.TooLarge, start, $"more than {Most} layers");
    }

    private void Close(int start)
    {
        if (at == text.Length) throw Fault(ArchitectureProblem.Bracket, start, "a bracket that is not closed");
        at++;
    }

    private void Space()
    {
        while (at < text.Length && IsSeparator(at)) at += IsArrow(at) ? 2 : 1;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || IsSeparator(at))) at += IsArrow(at) ? 2 : 1;
    }

    private bool IsSeparator(int i) => text[i] is ';' or '\n' or '→' || IsArrow(i);
    private bool IsArrow(int i) => text.AsSpan(i).StartsWith("->");

    /// <summary>Whether this word stands here, blanks before its bracket aside.</summary>
    private bool IsAt(string wordAndBracket)
    {
        var word = wordAndBracket.AsSpan()[..^1];
        return text.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase) && text.AsSpan(at + word.Length).TrimStart() is ['(', ..];
    }

    private ArchitectureException Fault(ArchitectureProblem problem, int position, string why) => Faults.At(problem, position, Number, Last, why);
}

/// <summary>Says what is wrong, with the place, the number of the layer and the shape that came in.</summary>
internal static class Faults
{
    public static ArchitectureException At(ArchitectureProblem problem, int position, int number, Stage? before, string why)
    {
        var sizes = before?.Output.ToString() ?? "";
        return new(new(problem, position, number, sizes, $"Layer {number}, character {position + 1}{(sizes.Length > 0 ? $", input {sizes}" : "")}: {why}."));
    }
}
