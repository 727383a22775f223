using System.Collections.Immutable;

namespace MashaBot.Formulas;

/// <summary>Which names and functions a text may use. Names are canonical: <c>w_1</c>, <c>w1</c>, <c>w₁</c> and <c>w_{1}</c> are <c>w1</c>;
/// <c>β₂</c> is <c>beta2</c>; <c>ŷ</c> and <c>\hat y</c> are <c>yhat</c>. The functions of the language (max, ln, σ …) may always be used.</summary>
public sealed class Vocabulary
{
    private readonly ImmutableHashSet<string> names;
    private readonly ImmutableDictionary<string, int> functions;
    private readonly ImmutableDictionary<string, string> aliases;
    private readonly HashSet<string> known;      // the same as names, quicker to ask
    private readonly Dictionary<string, string> byLowerCase;

    private Vocabulary(ImmutableHashSet<string> names, ImmutableDictionary<string, int> functions, ImmutableDictionary<string, string> aliases, bool isOpen, bool isOfMatrices = false)
    {
        (this.names, this.functions, this.aliases, IsOpen, IsOfMatrices) = (names, functions, aliases, isOpen, isOfMatrices);
        known = [.. names];
        byLowerCase = names.GroupBy(name => name.ToLowerInvariant()).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.Single());
        Longest = names.Concat(functions.Keys).Concat(aliases.Keys).Select(name => name.Length).Append(Function.Longest).Max();
    }

    /// <summary>No names: arithmetic only.</summary>
    public static Vocabulary Empty { get; } = new([], ImmutableDictionary<string, int>.Empty, ImmutableDictionary<string, string>.Empty, isOpen: false);

    /// <summary>Every letter, with digits or a subscript behind it, is a name; other words are products of letters.</summary>
    public static Vocabulary Open { get; } = new([], ImmutableDictionary<string, int>.Empty, ImmutableDictionary<string, string>.Empty, isOpen: true);

    public static Vocabulary Of(params IEnumerable<string> names) => Empty.With(names);

    /// <summary>May also letters that are not listed be names?</summary>
    public bool IsOpen { get; }

    /// <summary>Is <c>I</c> (<c>E</c>, <c>I_n</c>) the identity where the vocabulary has no such name of its own?</summary>
    public bool IsOfMatrices { get; }

    /// <summary>The same for formulas of matrices: the identity may be used.</summary>
    public Vocabulary OfMatrices() => new(names, functions, aliases, IsOpen, isOfMatrices: true);

    public ImmutableHashSet<string> Names => names;

    internal int Longest { get; }

    public Vocabulary With(params IEnumerable<string> more) => new(names.Union(more.Select(Canonical)), functions, aliases, IsOpen, IsOfMatrices);

    /// <summary>With a function that the text may call, defined or a mere symbol such as <c>f</c> or <c>f'</c>.</summary>
    public Vocabulary WithFunction(string name, int arguments) => new(names, functions.SetItem(Canonical(name), arguments), aliases, IsOpen, IsOfMatrices);

    /// <summary>With <paramref name="name"/> standing for another function, as <c>f</c> for <c>relu</c>.</summary>
    public Vocabulary WithAlias(string name, string function) => new(names, functions, aliases.SetItem(Canonical(name), function), IsOpen, IsOfMatrices);

    public bool IsName(string canonical) => known.Contains(canonical) || (IsOfMatrices && IsIdentity(canonical));

    /// <summary>I, E, I3, I_n</summary>
    internal static bool IsIdentity(string canonical) => canonical is "I" or "E" || (canonical.Length is > 1 and <= 4 && canonical[0] == 'I' && (canonical.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 || canonical is ['I', '_', _]));

    public bool IsFunction(string canonical) => functions.ContainsKey(canonical) || aliases.ContainsKey(canonical) || Function.Find(canonical) is not null;

    /// <summary>One spelling for each name; unchanged if the text is not a name at all.</summary>
    public static string Canonical(string name) => Lexer.TryReadName(name, out var canonical) ? canonical : name;

    /// <summary>The name itself, or the only one that differs from it in case: phones begin a message with a capital.</summary>
    internal string? FindName(string canonical) => known.Count == 0 ? null : known.Contains(canonical) ? canonical : byLowerCase.GetValueOrDefault(canonical.ToLowerInvariant());

    internal (string Name, int Least, int Most)? FindFunction(string canonical)
    {
        if (functions.Count > 0 && functions.TryGetValue(canonical, out var arguments)) return (canonical, arguments, arguments);
        return Function.Find(aliases.Count > 0 ? aliases.GetValueOrDefault(canonical, canonical) : canonical) is { } function ? (function.Name, function.Least, function.Most) : null;
    }

    /// <summary>Does the vocabulary itself (not the language) have this function?</summary>
    internal bool HasOwnFunction(string canonical) => functions.Count + aliases.Count > 0 && (functions.ContainsKey(canonical) || aliases.ContainsKey(canonical));
}
