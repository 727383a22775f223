using System.Collections.Immutable;

namespace MashaBot.Backprop;

/// <summary>A parameter's line in the table of an optimizer.</summary>
/// <param name="Step">t = 1, 2, …</param>
/// <param name="Parameter">The leaf that moves.</param>
/// <param name="Before">Where the gradient was taken.</param>
/// <param name="Gradient">The gradient there.</param>
/// <param name="State">What the rule computed from it, in the order of its equations: new memory, then corrected averages.</param>
/// <param name="After">Where the step led.</param>
public sealed record StepRow<T>(
    int Step, Node Parameter, Tensor<T> Before, Tensor<T> Gradient, ImmutableArray<(string Name, Tensor<T> Value)> State, Tensor<T> After)
    where T : struct, IScalar<T>
{
    /// <summary>After − before.</summary>
    public Tensor<T> Change
    {
        get
        {
            var change = new T[Before.Count];
            for (var i = 0; i < change.Length; i++) change[i] = After[i] - Before[i];
            return new(Before.Shape, change);
        }
    }
}

/// <summary>Steps of an optimizer as a table: t, w, gradient, the rule's own quantities, Δw, the new w.</summary>
public static class StepTable
{
    /// <summary>The symbols above the columns of <see cref="StepCells"/>.</summary>
    /// <param name="rows">At least one; all of one parameter.</param>
    /// <param name="loss">What is made small.</param>
    public static ImmutableArray<string> StepHeaders<T>(this IReadOnlyList<StepRow<T>> rows, Node loss, Notation notation) where T : struct, IScalar<T>
    {
        var w = notation.Write(rows[0].Parameter);
        return ["t", w, notation.Partial(loss, rows[0].Parameter), .. rows[0].State.Select(entry => notation.Symbol(entry.Name)), notation.Symbol("Δ") + w, w + notation.Symbol("′")];
    }

    /// <summary>A line for each row.</summary>
    public static ImmutableArray<ImmutableArray<string>> StepCells<T>(this IReadOnlyList<StepRow<T>> rows, Notation notation) where T : struct, IScalar<T> =>
    [
        .. rows.Select(row => (ImmutableArray<string>)
        [
            notation.Write(Read(Tensor.Scalar(T.FromRational(row.Step)))),
            .. new[] { row.Before, row.Gradient }.Concat(row.State.Select(entry => entry.Value)).Append(row.Change).Append(row.After).Select(value => notation.Write(Read(value))),
        ]),
    ];

    private static Tensor<Real> Read<T>(Tensor<T> value) where T : struct, IScalar<T>
    {
        var values = new Real[value.Count];
        for (var i = 0; i < values.Length; i++) values[i] = T.ToReal(value[i]);
        return new(value.Shape, values);
    }
}
