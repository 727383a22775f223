using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>Graphs and slips of the parts that were asked for last: a part takes some hundred kilobytes, and a course has many.</summary>
internal sealed class FaultShelf(int most)
{
    private readonly Lock door = new();
    private readonly Dictionary<(PartId, string), LinkedListNode<Entry>> entries = [];
    private readonly LinkedList<Entry> latest = [];

    private sealed record Entry((PartId, string) Key, Lazy<KnownFaults?> Faults);

    /// <summary>Null where the answer has no graph: the author was told.</summary>
    /// <param name="figures">Whose shapes the graph is made for.</param>
    internal KnownFaults? Of(ProblemSource problem, Part part, IReadOnlyDictionary<string, Tensor<Real>> figures)
    {
        var key = (part.Id, string.Join(' ', figures.Where(figure => !figure.Value.Shape.IsScalar).OrderBy(figure => figure.Key, StringComparer.Ordinal).Select(figure => figure.Value.Shape)));
        Entry entry;
        lock (door)
        {
            if (entries.TryGetValue(key, out var there)) latest.Remove(there);
            else entries[key] = there = new(new(key, new(() => Made(problem, part.Source, figures))));
            latest.AddFirst(there);
            entry = there.Value;
            if (latest.Count > most)
            {
                entries.Remove(latest.Last!.Value.Key);
                latest.RemoveLast();
            }
        }
        return entry.Faults.Value;
    }

    private static KnownFaults? Made(ProblemSource problem, PartSource part, IReadOnlyDictionary<string, Tensor<Real>> figures)
    {
        try
        {
            return new(problem, part, figures);
        }
        catch (Exception error) when (error is EngineException or FormulaException)
        {
            return null;
        }
    }
}
