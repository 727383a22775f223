using MashaBot.Backprop;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>Codes of the functions that people know by name.</summary>
internal static class FunctionCode
{
    private static readonly Dictionary<Op, string> Codes = new()
    {
        [Ops.Relu] = "relu",
        [Ops.Sigmoid] = "sigma",
        [Ops.Tanh] = "tanh",
        [Ops.Step] = "step",
        [Ops.Exp] = "exp",
        [Ops.Log] = "ln",
        [Ops.Sqrt] = "sqrt",
        [Ops.Abs] = "abs",
        [Ops.Softmax] = "softmax",
        [Ops.Mean] = "mean",
        [Ops.Sin] = "sin",
        [Ops.Cos] = "cos",
    };

    /// <summary>Null for arithmetic.</summary>
    internal static string? Of(Node node) => node.Op switch
    {
        var op when op == Ops.Max => node.Inputs.Any(input => input.Number?.ToDouble() is 0) ? "relu" : "max",
        var op when op == Ops.Min => "min",
        var op when op == Ops.Power => node.Inputs[1].Number?.ToDouble() is 2 ? "square" : "power",
        var op => Codes.GetValueOrDefault(op),
    };
}
