using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads runs: steps of an optimizer on a formula, made by the engine, drawn as a path over the plane or as the loss over the steps.</summary>
internal static class RunReader
{
    private const double Epsilon = 1e-8;

    /// <summary>An optimizer by its rates.</summary>
    private delegate Optimizer Rule(Func<string, double, Node> rate);

    private static readonly ImmutableSortedDictionary<string, Rule> Rules = Entry.Rows<Rule>(
        ("gd", rate => new GradientDescent(rate("rate", 0.1))),
        ("momentum", rate => new Momentum(rate("rate", 0.1), rate("beta", 0.9))),
        ("nesterov", rate => new Nesterov(rate("rate", 0.1), rate("beta", 0.9))),
        ("adagrad", rate => new Adagrad(rate("rate", 0.1), rate("", Epsilon))),
        ("rmsprop", rate => new RmsProp(rate("rate", 0.1), rate("beta", 0.9), rate("", Epsilon))),
        ("adam", rate => new Adam(rate("rate", 0.1), rate("beta1", 0.9), rate("beta2", 0.999), rate("", Epsilon))),
        ("adabelief", rate => new AdaBelief(rate("rate", 0.1), rate("beta1", 0.9), rate("beta2", 0.999), rate("", Epsilon))));

    private static readonly ImmutableSortedDictionary<string, bool> Shows = Entry.Rows(("loss", true), ("path", false));

    private static readonly string[] RateKeys = ["rate", "beta", "beta1", "beta2"];

    internal static ImmutableArray<string> Optimizers => [.. Rules.Keys];

    internal static Func<Draft, IEnumerable<PlotCurve>> Read(Entry entry)
    {
        if (!entry.Holds("{ of: loss(w), over: w, from: 0, by: gd, rate: 0.1, steps: 10, show: path }", "of", "over", "from", "by", "steps")) return _ => [];
        var over = entry.Names("over");
        if (over.Length > 2) entry["over"]!.Fault("a path has one name or two", "Write `over: w` or `over: [w1, w2]`");
        entry = entry.Knowing(over);
        // Several losses take turns, as the observations of stochastic descent do.
        ImmutableArray<Formula> losses = entry["of"]!.IsSequence ? [.. entry.Nodes("of").Select(entry.Formula)] : [entry.Function("of", over)];
        var (from, rule, steps, showsLoss) = (entry.Formula("from"), entry.OneOf("by", Rules, Rules["gd"]), entry.Formula("steps"), entry.OneOf("show", Shows, over.Length == 1));
        var rates = RateKeys.Where(entry.Has).ToDictionary(key => key, entry.Formula);
        var (label, accents) = (entry.Label(), entry.Accent());
        return draft =>
        {
            var places = Places(draft, losses, over, draft.Numbers(from), graph => rule((key, usual) => graph.Constant((Real)(rates.TryGetValue(key, out var given) ? draft.Number(given) : usual))), draft.Integer(steps));
            var points = showsLoss ? places.Select((place, step) => new PlotPoint(step, place.Loss)) : places.Select(place => new PlotPoint(place.At[0], over.Length == 2 ? place.At[1] : place.Loss));
            return [new([.. points]) { Label = label?.In(draft), Dots = true, Accents = accents }];
        };
    }

    /// <summary>Where the parameters are at the start and after each step, with the mean of the losses there.</summary>
    private static List<(double[] At, double Loss)> Places(Draft draft, ImmutableArray<Formula> losses, string[] over, double[] start, Func<Graph, Optimizer> rule, int steps)
    {
        if (start.Length != over.Length) throw new EngineException($"There are {start.Length} figures to start from for {over.Length} names.");
        var lowering = new Lowering(draft.Workings.Scope.Without(over));
        var nodes = losses.Select(lowering.NodeOf).ToArray();
        var graph = lowering.Graph;
        var turns = nodes.Select((_, i) => graph.Leaf($"turn {i}")).ToArray();
        var loss = nodes.Zip(turns, (node, turn) => node * turn).Aggregate((sum, term) => sum + term);
        var parameters = over.Select(name => lowering.Leaves.GetValueOrDefault(name) ?? graph.Leaf(name)).ToArray();
        var optimizer = rule(graph);
        var training = new Training<Float>(loss, parameters, optimizer);
        foreach (var (name, leaf) in lowering.Leaves)
            if (!over.Contains(name)) training.Set(leaf, draft.Value(new Formula.Name(name)).As<Float>());
        foreach (var (leaf, value) in parameters.Zip(start)) training.Set(leaf, Tensor.Scalar(new Float(value)));

        var heights = losses.Select(of => draft.Sampler(of, over)).ToArray();
        List<(double[], double)> places = [Place()];
        for (var step = 0; step < steps; step++)
        {
            foreach (var (i, turn) in turns.Index()) training.Set(turn, Tensor.Scalar(new Float(step % turns.Length == i ? 1 : 0)));
            training.Step();
            places.Add(Place());
        }
        return places;

        (double[], double) Place()
        {
            double[] at = [.. parameters.Select(parameter => training.Value(parameter).Only.Value + Ahead(parameter))];
            return (at, heights.Average(height => height.At(at)));
        }

        // The engine's Nesterov keeps the point ahead, where the gradient is taken; the path that people draw is that of the parameter itself.
        double Ahead(Node parameter) => optimizer is Nesterov { Rate.Number: { } rate, Beta.Number: { } beta }
            ? (rate * beta).ToDouble() * training.Memory(parameter)[0].Value.Only.Value
            : 0;
    }
}
