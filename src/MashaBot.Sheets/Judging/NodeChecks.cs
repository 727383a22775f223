using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Rendering;

namespace MashaBot.Sheets.Judging;

/// <summary>Values that a learner sends with names, on the way to the answer: compared with the nodes of the problem's graph, and with derivatives by them.</summary>
/// <param name="workings">All names have their figures, the names of a formula's reply too.</param>
internal sealed partial class NodeChecks(Workings workings, Precision precision)
{
    /// <summary>Null where the reply is not made of named values, or names no node at all.</summary>
    internal ImmutableArray<NamedCheck>? Of(string reply, ImmutableArray<string> asked)
    {
        if (!reply.AsSpan().ContainsAny('=', ':', '≈')) return null;
        if (Replies.Read(reply, new Expectation.Named { ShapeOf = name => ValueOf(name)?.Shape }) is not Reading.NamedLists(var values)) return null;
        if (asked is not [] && asked.All(name => values.Any(value => value.Name == name))) return null;      // it is the answer, right or wrong
        return values.Any(value => ValueOf(value.Name) is not null) ? [.. values.Select(Check)] : null;
    }

    /// <summary>The value of a computed node, or of a derivative. A given figure is no node to find: `η = 0,4` answers a question for the best η.</summary>
    internal Tensor<Real>? ValueOf(string label)
    {
        var name = workings.Meant(label);
        if (workings.Definition(name) is { IsFunction: false }) return Valued(new Formula.Name(name));
        if (Derivative.Match(label) is not { Success: true, Groups: var groups }) return null;
        var (of, by) = (Meant(groups["of"].Value), Meant(groups["by"].Value));
        return workings.IsKnown(of) && workings.IsKnown(by) ? Valued(new Formula.Call("grad", [new Formula.Name(of), new Formula.Name(by)])) : null;
    }

    /// <summary>A node's name as people write it.</summary>
    internal static string Pretty(string label) => Derivative.Match(label) is { Success: true, Groups: var groups }
        ? $"∂{Pretty(groups["of"].Value)}/∂{Pretty(groups["by"].Value)}"
        : new Formula.Name(Vocabulary.Canonical(label)).ToText(NumberStyle.DecimalComma);

    private NamedCheck Check(NamedList value)
    {
        if (ValueOf(value.Name) is not { } node) return new(Pretty(value.Name), null);
        var right = value.Items.Where((item, i) => precision.Compare(item, node.Values[i]) != Fit.Wrong).Count();
        return node.Shape.IsScalar ? new(Pretty(value.Name), right == 1) : new(Pretty(value.Name), right == node.Count) { Fitting = right, All = node.Count };
    }

    private Tensor<Real>? Valued(Formula formula) => workings.TryValue(formula) is { Shape.Rank: <= 2, Count: > 0 } value ? value : null;

    private string Meant(string label) => workings.Meant(Vocabulary.Canonical(label));

    [GeneratedRegex(@"^[∂d](?<of>[^/\s]+)/[∂d](?<by>[^/\s]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Derivative { get; }
}
