using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>
/// The computation graph of one part's answer, the same for all its variants: its places, which of them have names, and to which named one
/// each of the others belongs.
/// </summary>
internal sealed class PartGraph
{
    /// <summary>A named node: where it stands, and the places that are computed for it and for no name before it.</summary>
    internal sealed record Named(string Name, int Place, ImmutableArray<int> Own);

    private readonly Dictionary<int, Named> byPlace = [];
    private readonly Dictionary<int, Named> owners = [];

    /// <exception cref="FormulaException">The answer means nothing.</exception>
    /// <exception cref="EngineException">Shapes do not fit.</exception>
    internal PartGraph(ProblemSource problem, PartSource part, IReadOnlyDictionary<string, Tensor<Real>> figures)
    {
        Part = part;
        Lowering = new(problem.ScopeOf(figures.ToImmutableDictionary()).Without(part.In), graph: new() { MarksPassages = true });
        Neighbours = NeighboursOf(problem, part);
        var answer = Lowering.NodeOf(part.Answer.Formula);
        Tape = new([.. Neighbours.Values.SelectMany(nodes => nodes), answer]);
        Answer = Tape.PlaceOf(answer);
        Definitions = [.. Name(problem)];
        Rest = new("", Answer, [.. Below(Answer).Where(place => !owners.ContainsKey(place))]);
    }

    internal PartSource Part { get; }

    internal Lowering Lowering { get; }

    internal Tape Tape { get; }

    /// <summary>The place of the answer.</summary>
    internal int Answer { get; }

    /// <summary>In the order of computation.</summary>
    internal ImmutableArray<Named> Definitions { get; }

    /// <summary>What belongs to the answer and to no name: its name is empty.</summary>
    internal Named Rest { get; }

    /// <summary>For −1 and 1: the nodes one step before, or after, those that the answer names, if there is one for each.</summary>
    internal IReadOnlyDictionary<int, ImmutableArray<Node>> Neighbours { get; }

    internal Graph Graph => Lowering.Graph;

    /// <summary>The named node that a place is computed for; <see cref="Rest"/> if it is computed for the answer itself.</summary>
    internal Named OwnerOf(int place) => owners.GetValueOrDefault(place, Rest);

    internal Named? NamedAt(int place) => byPlace.GetValueOrDefault(place);

    /// <summary>A figure or a named node of that name, if the graph has it.</summary>
    internal Node? Find(string name) =>
        (Lowering.Defined.GetValueOrDefault(name) ?? Lowering.Leaves.GetValueOrDefault(name)) is { } node && Tape.Has(node) ? node : null;

    private IEnumerable<Named> Name(ProblemSource problem)
    {
        foreach (var definition in problem.Definitions)
        {
            if (!Lowering.Defined.TryGetValue(definition.Name, out var node) || !Tape.Has(node)) continue;
            var place = Tape.PlaceOf(node);
            if (!Tape.IsComputed(place) || byPlace.ContainsKey(place)) continue;
            byPlace[place] = new(definition.Name, place, []);
        }
        foreach (var (place, named) in byPlace.OrderBy(pair => pair.Key).ToList())
        {
            byPlace[place] = named with { Own = [.. Below(place)] };
            foreach (var own in byPlace[place].Own) owners.TryAdd(own, byPlace[place]);
            yield return byPlace[place];
        }
    }

    /// <summary>A place and those computed for it, down to names, figures and constants; in order.</summary>
    private SortedSet<int> Below(int place)
    {
        var (own, open) = (new SortedSet<int>(), new Stack<int>([place]));
        while (open.TryPop(out var next))
        {
            if (!Tape.IsComputed(next) && Tape.InputsOf(next) is []) continue;
            if (next != place && byPlace.ContainsKey(next)) continue;
            if (own.Add(next))
                foreach (var input in Tape.InputsOf(next)) open.Push(input);
        }
        return own;
    }

    /// <summary>Does the first place need the second?</summary>
    internal bool Needs(int place, int other)
    {
        var (seen, open) = (new HashSet<int>(), new Stack<int>([place]));
        while (open.TryPop(out var next))
            foreach (var input in Tape.InputsOf(next))
                if (input == other) return true;
                else if (input > other && seen.Add(input)) open.Push(input);
        return false;
    }

    private Dictionary<int, ImmutableArray<Node>> NeighboursOf(ProblemSource problem, PartSource part)
    {
        var found = new Dictionary<int, ImmutableArray<Node>>();
        var names = Steps.NamesOf(part.Answer.Formula);
        foreach (var by in new[] { -1, 1 })
        {
            var others = names.Select(name => Steps.Neighbour(name, by, problem)).ToList();
            if (names is not [] && others.All(other => other is not null)) found[by] = [.. others.Select(other => Lowering.NodeOf(new Formula.Name(other!)))];
        }
        return found;
    }
}
