using System.Collections.Immutable;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Mappings from nodes (<c>h1</c>) and arrows (<c>x1 -> h1</c>, chains too) to what is said of them.</summary>
internal static class Links
{
    /// <summary>The names that a key lists: one of a node, more of a chain of arrows.</summary>
    internal static ImmutableArray<string> Chain(string key) => [.. key.Split("->", StringSplitOptions.TrimEntries).Select(name => name is "1" ? name : Vocabulary.Canonical(name))];

    internal static ImmutableArray<(ImmutableArray<string> Chain, Accents Accents)> Accents(Entry entry) => entry["accents"] is { } node
        ? [.. node.Entries().Select(item => (Chain(item.Name), Entry.AccentOf(item)))]
        : [];

    /// <summary>The colours of a node.</summary>
    internal static Accents Of(this ImmutableArray<(ImmutableArray<string> Chain, Accents Accents)> rows, string node) =>
        rows.Where(row => row.Chain is [var only] && only == node).Aggregate(default(Accents), (all, row) => all | row.Accents);

    /// <summary>The colours of an arrow: those of all chains that it is a link of.</summary>
    internal static Accents Of(this ImmutableArray<(ImmutableArray<string> Chain, Accents Accents)> rows, string from, string to) =>
        rows.Where(row => row.Chain.Zip(row.Chain.Skip(1)).Contains((from, to))).Aggregate(default(Accents), (all, row) => all | row.Accents);

    /// <summary>Faults for what is not in the picture.</summary>
    internal static void Check(Yaml? node, Predicate<string> hasNode, Func<string, string, bool> hasArrow)
    {
        foreach (var item in node?.Entries() ?? [])
            if (Chain(item.Name) is var chain && chain.Where(name => !hasNode(name)).ToArray() is [_, ..] unknown)
                item.Fault($"{Spelling.List(unknown)} is not in the picture", "Name nodes of the picture: `h1`, or arrows: `x1 -> h1`");
            else if (chain.Zip(chain.Skip(1)).Where(link => !hasArrow(link.First, link.Second)).ToArray() is [var (from, to), ..])
                item.Fault($"there is no arrow from `{from}` to `{to}`", "Name the nodes in the arrows' direction, each next to the one before");
    }
}
