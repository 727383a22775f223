using System.Collections.Immutable;
using System.Diagnostics;

namespace MashaBot.Formulas.Tests.Tables;

/// <summary>Each row a form that a learner could type: what it means, or why and where it cannot be read.</summary>
public sealed class ReplyTableTests
{
    private static readonly Vocabulary Names =
        Vocabulary.Of("x", "y", "x1", "x2", "x3", "n", "w", "p", "w1", "w11", "yhat", "beta2", "eta", "lambda", "a", "b", "t", "k", "sigma2").WithAlias("f", "relu");

    private static readonly Vocabulary Matrices = Vocabulary.Of("X", "A", "B", "w", "y", "x", "lambda", "n", "a", "b", "Sigma", "mu", "xbar", "dX", "C", "Lambda").OfMatrices();

    private static readonly ImmutableArray<string> Four = ["всегда нелинейна", "прямая при любых весах", "нелинейна, если веса различны", "зависит от $x$"];
    private static readonly ImmutableArray<string> Six = ["SGD", "momentum", "Nesterov", "RMSprop", "Adam", "Adagrad"];

    private static Expectation Asked(string kind) => kind switch
    {
        "number" => new Expectation.Number(),
        "unit" => new Expectation.Number { Units = ["ГиБ", "%"] },
        "integer" => new Expectation.Integer(),
        "pair" => new Expectation.Tuple(["h1", "h2"]),
        "matrix" => new Expectation.Matrix(2, 2),
        "wide" => new Expectation.Matrix(2, 3),
        "shape" => new Expectation.Shape(3),
        "order" => new Expectation.Order(3),
        "choice" => new Expectation.Choice(Four),
        "choices" => new Expectation.Choices(Six),
        "named" => new Expectation.Named(),
        "formula" => new Expectation.Formula(Names),
        "letters" => new Expectation.Formula(Vocabulary.Open),
        "matrices" => new Expectation.Formula(Matrices),
        ['v', 'e', 'c', 't', 'o', 'r', var length] => new Expectation.Vector(length - '0'),
        _ => throw new UnreachableException(kind),
    };

    private static string Say(Quantity value) => Numbers.Format(value.Value, NumberStyle.DecimalPoint) + (value.IsApproximate ? "~" : "");

    private static string Say(Reading reading) => reading switch
    {
        Reading.Number(var value, var label) => (label is null ? "" : label + " = ") + Say(value),
        Reading.Vector(var values, var labels) => string.Join("; ", values.Select((value, i) => (labels[i] is { } label ? label + "=" : "") + Say(value))),
        Reading.Matrix(var rows) => string.Join(" | ", rows.Select(row => string.Join(" ", row.Select(Say)))),
        Reading.Formula formula => (formula.Label is null ? "" : formula.Label + " := ") + string.Join(" or ", formula.Readings.Select(one => one.ToText(NumberStyle.DecimalPoint))),
        Reading.Choice(var options) => string.Join(",", options),
        Reading.Order(var items) => string.Join(">", items),
        Reading.Named(var values) => string.Join("; ", values.Select(value => $"{value.Name}={Say(value.Value)}")),
        Reading.Unreadable(var error) => error.ToString(),
        _ => throw new UnreachableException(),
    };

    public static TheoryData<string> Subjects => ["numbers", "lists", "choices-orders-shapes", "formulas", "matrix-formulas"];

    [Theory, MemberData(nameof(Subjects))]
    public void Read(string subject)
    {
        var wrong = TableRows.Of("read-" + subject).Where(row => Say(Formulas.Replies.Read(row[1], Asked(row[0]))) != row[2])
            .Select(row => $"{row[0]} `{row[1]}` is not {row[2]} but {Say(Formulas.Replies.Read(row[1], Asked(row[0])))}").ToList();
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(Subjects))]
    public void Refused(string subject)
    {
        var wrong = TableRows.Of("refused-" + subject).Where(row => Fault(row) != string.Join(' ', row[2..])).Select(row => $"{row[0]} `{row[1]}` is not {string.Join(' ', row[2..])} but {Fault(row)}").ToList();
        Assert.Empty(wrong);
    }

    private static string Fault(string[] row) => Formulas.Replies.Read(row[1], Asked(row[0])) is Reading.Unreadable(var error)
        ? $"{error.Problem} {error.Position}{(error.Repair is { } repair ? " " + repair : "")}"
        : "read";

    /// <summary>What is offered as a repair can be read.</summary>
    [Theory, MemberData(nameof(Subjects))]
    public void Repairs_read(string subject) => Assert.Empty(TableRows.Of("refused-" + subject).Where(row => row.Length > 3 && Formulas.Replies.Read(row[3], Asked(row[0])) is Reading.Unreadable).Select(row => $"{row[1]} → {row[3]}"));

    [Fact] public void The_tables_are_large()
    {
        Assert.True(Subjects.Sum(subject => TableRows.Of("read-" + subject.Data).Count()) >= 600);
        Assert.True(Subjects.Sum(subject => TableRows.Of("refused-" + subject.Data).Count()) >= 300);
    }
}
