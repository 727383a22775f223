using System.Collections.Frozen;

namespace MashaBot.Formulas;

/// <summary>A function of the language.</summary>
/// <param name="Name">Canonical.</param>
/// <param name="Least">Least number of arguments.</param>
/// <param name="Most">Greatest number of arguments.</param>
/// <param name="Latex">How it is printed; a plain name otherwise.</param>
/// <param name="Aliases">Other ways to type it, in lower case.</param>
internal sealed record Function(string Name, int Least, int Most, string? Latex = null, string? Text = null, params string[] Aliases)
{
    private const int Many = 1000;

    /// <summary>One row per function.</summary>
    private static readonly Function[] Rows =
    [
        new("sum", 1, 4, @"\operatorname{sum}"),
        new("mean", 1, 1, @"\operatorname{mean}", null, "avg", "average"),
        new("dot", 2, 2, @"\operatorname{dot}"),
        new("norm", 1, 1),
        new("factorial", 1, 1),
        new("len", 1, 1, @"\operatorname{len}"),
        new("abs", 1, 1),
        new("sign", 1, 1, @"\operatorname{sign}", null, "sgn", "signum"),
        new("max", 1, Many, @"\max"),
        new("min", 1, Many, @"\min"),
        new("exp", 1, 1, @"\exp"),
        new("ln", 1, 1, @"\ln"),
        new("log", 1, 2, @"\log"),
        new("log2", 1, 1, @"\log_2", "log₂"),
        new("lg", 1, 1, @"\lg", null, "log10"),
        new("sqrt", 1, 1),
        new("root", 2, 2),
        new("sin", 1, 1, @"\sin"),
        new("cos", 1, 1, @"\cos"),
        new("tan", 1, 1, @"\tan", null, "tg"),
        new("sinh", 1, 1, @"\sinh", null, "sh"),
        new("cosh", 1, 1, @"\cosh", null, "ch"),
        new("tanh", 1, 1, @"\tanh", null, "th"),
        new("sigma", 1, 1, @"\sigma", "σ", "sigmoid", "sigm", "logistic"),
        new("relu", 1, 1, @"\operatorname{ReLU}", "ReLU"),
        new("step", 1, 1, @"\operatorname{step}"),
        new("softplus", 1, 1, @"\operatorname{softplus}"),
        new("softmax", 1, 1, @"\operatorname{softmax}"),
        new("floor", 1, 1),
        new("ceil", 1, 1),
        new("round", 1, 2, @"\operatorname{round}"),
        new("decimals", 1, 1, @"\operatorname{decimals}"),
        new("grad", 2, 2),
        new("paths", 2, 2, @"\operatorname{paths}"),
        new("cases", 2, Many),
        new("inv", 1, 1, null, null, "inverse"),
        new("transpose", 1, 1),
        new("tr", 1, 1, @"\operatorname{tr}", null, "trace"),
        new("det", 1, 1, @"\det"),
        new("diag", 1, 1, @"\operatorname{diag}"),
        new("vec", 1, 1, @"\operatorname{vec}"),
    ];

    private static readonly FrozenDictionary<string, Function> ByName =
        Rows.SelectMany(row => row.Aliases.Prepend(row.Name).Select(name => (name, row))).ToFrozenDictionary(pair => pair.name, pair => pair.row);

    /// <summary>The function of that name, in any case (<c>ReLU</c>, <c>Max</c>).</summary>
    public static Function? Find(string name) => name.Length is < Shortest or > LongestName ? null : ByName.GetValueOrDefault(name) ?? ByName.GetValueOrDefault(name.ToLowerInvariant());

    private const int Shortest = 2, LongestName = 12;

    /// <summary>The longest name of a function.</summary>
    public static readonly int Longest = ByName.Keys.Max(name => name.Length);
}
