namespace MashaBot.Cli;

/// <summary>One line of a terminal that tells how far a long work is, and is gone afterwards.</summary>
/// <param name="writer">Of the terminal; null where nobody watches.</param>
/// <param name="all">How many things there are to do.</param>
internal sealed class ProgressBar(TextWriter? writer, int all) : IDisposable
{
    /// <summary>A full line would break on a narrow terminal.</summary>
    private const int Width = 78;

    private const int Cells = 20;
    private int done;
    private int shown;

    /// <summary>Tells what is worked on now; what was told before counts as done.</summary>
    public void Next(string what)
    {
        var full = all == 0 ? 0 : Cells * done / all;
        var line = $"{new string('▰', full)}{new string('▱', Cells - full)} {done}/{all} {what}";
        if (line.Length > Width) line = line[..(Width - 1)] + "…";
        writer?.Write('\r' + line.PadRight(shown));
        (shown, done) = (line.Length, done + 1);
    }

    public void Dispose()
    {
        if (shown > 0) writer?.Write('\r' + new string(' ', shown) + '\r');
        shown = 0;
    }
}
