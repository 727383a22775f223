namespace MashaBot.Sheets;

/// <summary>What may have led to a wrong reply: a conjecture. It holds codes and names; the words are content's.</summary>
public abstract record Cause
{
    private Cause() { }

    /// <summary>Stable, for `grade` and the phrases.</summary>
    public abstract string Code { get; }

    /// <summary>A mistake that the author foresaw.</summary>
    /// <param name="Mistake">Its key: the words stand with the problem.</param>
    public sealed record Named(string Mistake) : Cause
    {
        public override string Code => "named";
    }
}
