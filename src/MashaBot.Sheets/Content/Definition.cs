using System.Collections.Immutable;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Content;

/// <summary>A line of `define`: a named node of the graph, or a function of its parameters.</summary>
internal sealed record Definition(string Name, ImmutableArray<string> Parameters, Formula Body, Place Place)
{
    internal bool IsFunction => Parameters is not [];
}

/// <summary>A formula of the problem's file.</summary>
internal sealed record Line(string Text, Formula Formula, Place Place);

/// <summary>A named mistake.</summary>
/// <param name="Key">Names its words.</param>
/// <param name="Value">The wrong value that it gives; of a choice, the option.</param>
internal sealed record Mistake(string Key, Line Value);

/// <summary>A reply that must be judged in a certain way with the figures of the book.</summary>
internal sealed record Example(string Reply, Place Place);
