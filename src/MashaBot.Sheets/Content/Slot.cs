using System.Collections.Immutable;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Content;

/// <summary>What `{{…}}` asks for.</summary>
internal abstract record Slot
{
    private Slot() { }

    /// <summary>`{{expr}}`, `{{expr ~ 3}}`: the value.</summary>
    internal sealed record Value(Formula Of, int? Decimals) : Slot;

    /// <summary>`{{form: expr}}`: the formula, with the figures in it.</summary>
    internal sealed record Form(Formula Of) : Slot;

    /// <summary>`{{steps: expr}}`: the formula, the figures put in, the value.</summary>
    internal sealed record Steps(Formula Of, int? Decimals) : Slot;

    /// <summary>`{{forward: f}}`: the table of the forward pass.</summary>
    internal sealed record Forward(Formula Of) : Slot;

    /// <summary>`{{backward: f by x, y}}`: the table of the backward pass.</summary>
    internal sealed record Backward(Formula Of, ImmutableArray<string> By) : Slot;

    /// <summary>The formula that the slot is about.</summary>
    internal Formula Subject => this switch
    {
        Value value => value.Of,
        Form form => form.Of,
        Steps steps => steps.Of,
        Forward forward => forward.Of,
        Backward backward => backward.Of,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
