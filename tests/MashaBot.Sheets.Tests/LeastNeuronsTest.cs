using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Tests;

/// <summary>
/// Problem 1.8 asks for the least number of step neurons. Its answers are proved here: every way to part the dots by a line is tried, and the networks
/// that the solutions show are run on all dots.
/// </summary>
public class LeastNeuronsTest
{
    private static readonly Problem problem = Course.Load(Path.Combine(InspectionTest.Root, "content")).Course!.Find(new(1, 8))!;
    private static readonly Variant book = problem.Deal(VariantId.Book);

    [Fact]
    public void Part_1_the_clump_needs_three_lines_and_one_reader()
    {
        var (zeros, ones) = (Dots("dots1"), Dots("crosses1"));
        Assert.Empty(new LineSplits(zeros, ones, 100).Parting(2));
        AssertReads(dot => Value("inside", dot) > 0, zeros, ones);
        Assert.Equal(3 + 1, Answer(1));
    }

    [Fact]
    public void Part_2_strips_need_a_line_between_each_two()
    {
        // One dot of each strip, at one height: what these need, all dots need.
        foreach (var strips in Enumerable.Range(3, 4))
        {
            var row = Enumerable.Range(0, strips).Select(strip => (X: (double)strip, Y: 0.0)).ToList();
            var splits = new LineSplits([.. row.Where(dot => dot.X % 2 == 0)], [.. row.Where(dot => dot.X % 2 == 1)], 1);
            Assert.Empty(splits.Parting(strips - 2));
            Assert.Contains(splits.Parting(strips - 1), lines => lines.Length > 4 || splits.IsReadByOneNeuron(lines));
        }
    }

    [Theory, InlineData(3), InlineData(4), InlineData(5)]
    public void Part_6_a_board_needs_as_many_tilted_lines_as_columns(int columns)
    {
        var board = (from x in Enumerable.Range(0, columns) from y in Enumerable.Range(-4, 8) select (X: (double)x, Y: (double)y)).ToList();
        var (zeros, ones) = (board.Where(dot => IsDot(dot)).ToList(), board.Where(dot => !IsDot(dot)).ToList());
        var splits = new LineSplits(zeros, ones, 1);
        Assert.Empty(splits.Parting(columns - 1));
        Assert.All(board, dot => Assert.Equal(IsDot(dot) ? 0 : 1, Enumerable.Range(0, columns).Sum(line => dot.X + dot.Y / 4 > line - 0.2 ? line % 2 == 0 ? -1 : 1 : 0) + 1));

        static bool IsDot((double X, double Y) dot) => dot.X % 2 == 0 == dot.Y >= 0;
    }

    [Fact]
    public void Part_9_the_isle_needs_five_lines_and_one_reader()
    {
        var (zeros, ones) = (Dots("dots4"), Dots("crosses4"));
        var splits = new LineSplits(zeros, ones, 100);
        Assert.Empty(splits.Parting(3));                                                    // so three lines and two readers are not enough
        Assert.DoesNotContain(splits.Parting(4), splits.IsReadByOneNeuron);                 // nor four lines and one
        Assert.NotEmpty(splits.Parting(4));                                                 // though four lines part the dots, as a hint says
        AssertReads(dot => Value("votes", dot) > 0.5, zeros, ones);
        Assert.Equal(5 + 1, Answer(9));
    }

    private static void AssertReads(Func<(double X, double Y), bool> isOn, IReadOnlyList<(double X, double Y)> zeros, IReadOnlyList<(double X, double Y)> ones)
    {
        Assert.DoesNotContain(zeros, dot => isOn(dot));
        Assert.All(ones, dot => Assert.True(isOn(dot), $"{dot}"));
    }

    /// <summary>What the problem's own function gives at a dot.</summary>
    private static double Value(string function, (double X, double Y) dot) =>
        (double)problem.Source.ScopeOf(book.Figures).Evaluate(new Formula.Call(function, [Hundredths(dot.X), Hundredths(dot.Y)])).Only;

    private static Formula.Number Hundredths(double coordinate) => new(new Rational((long)Math.Round(100 * coordinate), 100));

    private static IReadOnlyList<(double X, double Y)> Dots(string figure) =>
        [.. book.Figures[figure].Values.ToArray().Chunk(2).Select(dot => ((double)dot[0], (double)dot[1]))];

    private static double Answer(int part) => (double)book.ValuesOf(problem.Part(part).Source).Value(problem.Part(part).Source.Answer.Formula).Only;
}
