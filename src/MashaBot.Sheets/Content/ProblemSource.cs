using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Drafting;

namespace MashaBot.Sheets.Content;

/// <summary>What stands in problem.yaml.</summary>
internal sealed record ProblemSource
{
    /// <summary>The name that stands for a part's answer in its texts and mistakes.</summary>
    internal const string Answer = "answer";

    internal required Place Place { get; init; }

    /// <summary>Figures of the book.</summary>
    internal required ImmutableDictionary<string, Tensor<Real>> Given { get; init; }

    /// <summary>In the order of the file: it decides which seed gives which figures.</summary>
    internal required ImmutableArray<Draw> Draws { get; init; }

    internal required ImmutableArray<Line> Requirements { get; init; }

    /// <summary>In the order of computation.</summary>
    internal required ImmutableArray<Definition> Definitions { get; init; }

    /// <summary>All names that a formula of the problem may use.</summary>
    internal required Vocabulary Vocabulary { get; init; }

    internal required ImmutableArray<PartSource> Parts { get; init; }

    /// <summary>How many parts the file has, those that could not be read counted too.</summary>
    internal int PartsWritten { get; init; }

    internal ImmutableArray<ImmutableArray<int>> Sittings { get; init; } = [];

    internal required ImmutableSortedDictionary<string, PictureSource> Pictures { get; init; }

    /// <summary>The figures, and all that is defined on them.</summary>
    internal Scope ScopeOf(ImmutableDictionary<string, Tensor<Real>> figures) => Definitions.Aggregate(
        figures.Aggregate(Scope.Empty, (scope, figure) => scope.With(figure.Key, figure.Value)),
        (scope, definition) => definition.IsFunction
            ? scope.With(new FunctionDefinition(definition.Name, definition.Parameters, definition.Body))
            : scope.With(definition.Name, definition.Body));
}

/// <summary>What stands under a number of `parts`.</summary>
internal sealed record PartSource
{
    internal required Place Place { get; init; }

    internal required int Number { get; init; }

    internal required ReplyKind Kind { get; init; }

    /// <summary>Formula of the right reply; of weights, of some that do.</summary>
    /// <exception cref="InvalidOperationException">The learner marks the reply.</exception>
    internal Line Answer { get => field ?? throw new InvalidOperationException($"Part {Number} has no answer: the learner marks it."); init; }

    /// <summary>The answer as a person would write it.</summary>
    internal Line? Form { get; init; }

    internal ImmutableArray<Mistake> Mistakes { get; init; } = [];

    /// <summary>Keys of what may be recognised in a reply: its mistakes, and conditions that it does not meet.</summary>
    internal IEnumerable<string> Recognised => Mistakes.Concat(Weights?.Conditions ?? []).Select(mistake => mistake.Key);

    /// <summary>What a name ends in that is written without it here: with `m`, the node `w2m` is the w₂ of this part.</summary>
    internal string Suffix { get; init; } = "";

    /// <summary>Labels of a tuple or a vector, in order.</summary>
    internal ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Names that are letters in the part's formulas: those that a formula may use, the weights and inputs of a network.</summary>
    internal ImmutableArray<string> In { get; init; } = [];

    /// <summary>What is asked of the learner's weights.</summary>
    internal WeightsSource? Weights { get; init; }

    /// <summary>Names of definitions that the reply may use with what they mean.</summary>
    internal ImmutableArray<string> Uses { get; init; } = [];

    /// <summary>Earlier parts on whose answers this one builds.</summary>
    internal ImmutableArray<int> After { get; init; } = [];

    /// <summary>The only functions that the reply may be written with; null: with any.</summary>
    internal ImmutableHashSet<string>? Through { get; init; }

    /// <summary>Functions of one number that stay unknown in the part, its definitions included.</summary>
    internal ImmutableArray<string> Symbols { get; init; } = [];

    /// <summary>Rows and columns of the names that are matrices: numbers, or letters that get numbers of their own.</summary>
    internal ImmutableDictionary<string, ImmutableArray<string>> Sizes { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Where formulas are compared; a name that is not listed takes moderate values.</summary>
    internal ImmutableDictionary<string, (Rational From, Rational To)> Domain { get; init; } = ImmutableDictionary<string, (Rational, Rational)>.Empty;

    /// <summary>Other names for functions: `f` for `relu`.</summary>
    internal ImmutableDictionary<string, string> Aliases { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The distance from the answer that the question allows.</summary>
    internal Rational? Within { get; init; }

    /// <summary>How many decimals the question asks for.</summary>
    internal int? Digits { get; init; }

    internal ImmutableArray<Example> RightExamples { get; init; } = [];

    internal ImmutableArray<Example> WrongExamples { get; init; } = [];

    internal ImmutableArray<Example> UnreadableExamples { get; init; } = [];
}
