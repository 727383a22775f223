using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MashaBot.Formulas.Bench;

/// <summary>Random bytes, soups of what formulas are made of, and good replies with slips: nothing may throw, take long or take much memory.</summary>
internal static class Fuzz
{
    private static readonly Vocabulary Names = Vocabulary.Of("x", "y", "w1", "yhat", "beta2", "n").WithFunction("f", 1).WithFunction("f'", 1);

    internal static readonly Expectation[] Asked =
    [
        new Expectation.Number(), new Expectation.Number { Units = ["ГиБ", "%"] }, new Expectation.Integer(), new Expectation.Vector(3), new Expectation.Tuple(["a", "b"]), new Expectation.Matrix(2, 2),
        new Expectation.Formula(Names), new Expectation.Formula(Names.OfMatrices()), new Expectation.Formula(Vocabulary.Open), new Expectation.Choice(["прямая", "кривая", "обе"]), new Expectation.Choices(["прямая", "кривая", "обе"]),
        new Expectation.Order(4), new Expectation.Shape(3), new Expectation.Named(),
    ];

    internal static readonly string[] Pieces =
    [
        "x", "y", "w_1", "yhat", "β", "\\beta", "_2", "2", "1,6", ".5", "½", "0", "42 426", "+", "-", "−", "*", "·", "/", "^", "**", "²", "⁻¹", "ᵀ", "(", ")", "[", "]", "{", "}", "|", "||", "‖", ",", ";", " ", "\n", "=", "<", "≥", "≈", "!=", "!",
        "\\frac", "\\sqrt", "\\left", "\\right", "\\sum", "_", "\\hat", "\\begin{pmatrix}", "\\end{pmatrix}", "&", "\\\\", "\\begin{cases}", "\\end{cases}", "max", "ln", "σ", "exp", "f", "f'", "'", "%", "e", "π", "∂", "grad", "where", "and", "sum", "det", "inv", "tr",
        "х", "о", "Ответ:", "не знаю", "и", "№", "$", "\\", "«", "😀", "\u200B", "\u202E", "\u0302", "𝑥", "\\text{", "T", "1e9", "10^", "№2", "→", ":", "?", "\u0000", "\uD800", "если", "иначе", "в квадрате", "9^9^9", "^{(1)}", "x_k", "∑_{k=1}^3", "ГиБ",
    ];

    private static readonly string[] Good =
    [
        "max(0; 5x1 - 60x2 + 0,5x3)", @"\frac{1}{n}X^T(Xw-y)", "σ(x)(1−σ(x))", "(0.8, 1.2, 1.4)", "h1 = 100.5, h2 = 0", "[[1,2],[3,4]]", "1 2\n3 4", "Ответ: 1,6·10⁻³.", "мне кажется, 5", "-(ln 0.7 + ln 0.33)/2",
        @"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "4, 5 и 6", "3→1→2", "14×14×6", "x*(1/(1+e^(-wx)) - y)", "‖x − y‖²", "x, если x>0, иначе 0", "0,25 ГиБ + 256 МиБ", "X^{-T}(A+A^T)x", @"\sum_{k=1}^{3} x_k", "0 < η < 0,4", "3 900; 60 200; 20 100",
    ];

    public static int Run(string[] arguments)
    {
        var count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        var seed = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        var random = new Random(seed);
        var (thrown, slowest, slowestReply, largest, largestReply) = (0, 0.0, "", 0L, "");
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var reply = Reply(random);
            var asked = Asked[random.Next(Asked.Length)];
            var (before, begin) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            try
            {
                Judge(reply, asked);
            }
            catch (Exception error)
            {
                begin = Stopwatch.GetTimestamp();
                if (++thrown <= 10) Console.WriteLine($"THROWN {error.GetType().Name} {error.Message} by {asked}: {Show(reply)}\n{error.StackTrace}");
            }

            var (time, bytes) = (Stopwatch.GetElapsedTime(begin).TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - before);
            if (i > 2000 && time > slowest && Again(reply, asked, time) is var again && again > slowest) (slowest, slowestReply) = (again, $"{asked}: {Show(reply)}");
            if (bytes > largest) (largest, largestReply) = (bytes, $"{asked}: {Show(reply)}");
            if ((i + 1) % 500_000 == 0 || i + 1 == count) Tell(i + 1);
        }

        Console.WriteLine($"slowest: {slowestReply}\nlargest: {largestReply}");
        return thrown == 0 ? 0 : 1;

        void Tell(int so) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{so} replies (seed {seed}) in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s; exceptions {thrown}; slowest {slowest:0.0} ms, most memory {largest / 1e6:0.00} MB"));
    }

    /// <summary>What was slow may have been disturbed: the best of three counts.</summary>
    internal static double Again(string reply, Expectation asked, double time)
    {
        for (var i = 0; i < 3; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            Judge(reply, asked);
            time = Math.Min(time, Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        return time;
    }

    private static readonly Formula Right = Formula.Parse("x*σ(y)+1");

    internal static void Judge(string reply, Expectation asked)
    {
        if (Replies.Read(reply, asked) is not Reading.Formula(var readings, _)) return;
        foreach (var formula in readings)
        {
            formula.ToLatex(NumberStyle.DecimalComma);
            Comparison.Compare(formula, Scope.Empty, Right, Scope.Empty);
        }
    }

    private static string Reply(Random random)
    {
        var text = new StringBuilder();
        switch (random.Next(10))
        {
            case 0:
                var bytes = new byte[random.Next(120)];
                random.NextBytes(bytes);
                return Encoding.UTF8.GetString(bytes);
            case 1:
                for (var length = random.Next(80); length > 0; length--) text.Append((char)random.Next(0x10000));
                return text.ToString();
            case 2 when random.Next(50) == 0:      // to the end of what a message can hold
                while (text.Length < 4096) text.Append(Pieces[random.Next(Pieces.Length)]);
                return text.ToString(0, 4096);
            case 3 when random.Next(50) == 0:
                var piece = Pieces[random.Next(Pieces.Length)] + Pieces[random.Next(Pieces.Length)];
                while (text.Length < 4096) text.Append(piece);
                return text.ToString(0, 4096);
            case <= 5:
                for (var length = random.Next(30); length > 0; length--) text.Append(Pieces[random.Next(Pieces.Length)]);
                return text.ToString();
            default:
                text.Append(Good[random.Next(Good.Length)]);
                for (var slips = random.Next(4); slips > 0; slips--)
                {
                    var at = random.Next(text.Length + 1);
                    text.Remove(at, Math.Min(random.Next(3), text.Length - at)).Insert(at, Pieces[random.Next(Pieces.Length)]);
                }

                return text.ToString();
        }
    }

    internal static string Show(string reply, int most = 300) => $"{string.Concat(reply.Take(most)).Replace("\n", "⏎", StringComparison.Ordinal)}{(reply.Length > most ? $"… ({reply.Length})" : "")}";
}
