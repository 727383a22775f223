using System.Collections.Immutable;

namespace MashaBot.Formulas;

/// <summary>A form that a part asks for: only these names and functions may occur ("through σ only"). The form is otherwise free.</summary>
/// <param name="Names">Names that may occur; null if any may.</param>
/// <param name="Functions">Functions that may occur (canonical: <c>sigma</c>, <c>exp</c>); null if any may. Arithmetic and whole powers are always free.</param>
public sealed record FormulaForm(ImmutableHashSet<string>? Names, ImmutableHashSet<string>? Functions)
{
    /// <summary>What stands in the formula although the form does not have it, in the order in which it is met; empty if the form is kept to.</summary>
    /// <remarks>A power with something other than a number above, e^x or 2^x, counts as <c>exp</c>; a root as <c>sqrt</c>.</remarks>
    public ImmutableArray<string> StrangersIn(Formula formula)
    {
        var strangers = ImmutableArray.CreateBuilder<string>();
        foreach (var part in formula.Parts())
            if (Stranger(part) is { } stranger && !strangers.Contains(stranger)) strangers.Add(stranger);
        return strangers.ToImmutable();
    }

    /// <summary>The canonical name of a function that goes by this one (<c>sigmoid</c> is <c>sigma</c>); null where there is none.</summary>
    public static string? Canonical(string function) => Function.Find(function)?.Name;

    /// <summary>A function as people write its name: σ.</summary>
    public static string Shown(string function) => Function.Find(function) is { } known ? known.Text ?? known.Name : function;

    private string? Stranger(Formula part) => part switch
    {
        Formula.Name(var id) when Names is not null && !Names.Contains(id) && id is not ("e" or "pi") => id,
        Formula.Call(var function, _) when Functions is not null && !Functions.Contains(function.TrimEnd('\'')) && !Functions.Contains(function) => function,
        Formula.Binary(Operator.Power, _, var exponent) when Functions is not null && !exponent.Names().IsEmpty && !Functions.Contains("exp") => "exp",
        _ => null,
    };
}
