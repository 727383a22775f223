using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using MashaBot.Sheets;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Pictures.Bench;

/// <summary>From a drawing to a PNG file, one kind after another: what a learner waits for when a picture is new.</summary>
[MemoryDiagnoser]
public class PictureBench
{
    private static readonly Course Course = Load();

    private Drawing drawing = null!;

    [ParamsSource(nameof(Names))]
    public string Picture { get; set; } = "";

    /// <summary>One of each kind; the environment variable PICTURE picks some by a part of the name.</summary>
    public static IEnumerable<string> Names => All.Where(name => name.Contains(Environment.GetEnvironmentVariable("PICTURE") ?? "", StringComparison.Ordinal));

    private static readonly string[] All =
        ["4-4-4-2", "net-values", "net-playground", "graph-gradients", "graph-back", "plot-family", "plane-classes", "run-paths", "bars-two", "grid-convolution", "diagram-lstm", "diagram-two-way", "panels-maps", "progress"];

    [GlobalSetup]
    public void Prepare() => drawing = Picture switch
    {
        "4-4-4-2" => Large,
        "progress" => Gallery.Progress,
        _ => Course.Sheets[0].Problems.Select(problem => problem.Deal(VariantId.Book)).First(variant => variant.PictureNames.Contains(Picture)).Picture(Picture),
    };

    [Benchmark]
    public byte[] Png() => Painter.Png(drawing);

    /// <summary>The largest network of the course, every arrow with its label.</summary>
    private static NetworkDrawing Large => NetworkDrawing.Dense([.. Neurons("x", 4, NeuronKind.Input)], Layer("h", 4, 4), Layer("g", 4, 4), Layer("y", 4, 2));

    private static DenseLayer Layer(string letter, int from, int to) => new([.. Neurons(letter, to, NeuronKind.Unit)])
    {
        Weights = [.. Enumerable.Range(1, from).Select(i => Enumerable.Range(1, to).Select(string? (j) => $"-0{{,}}{i}{j}").ToImmutableArray())],
        Biases = [.. Enumerable.Range(1, to).Select(string? (i) => $"{i}")],
    };

    private static IEnumerable<Neuron> Neurons(string letter, int count, NeuronKind kind) => Enumerable.Range(1, count).Select(i => new Neuron($"{letter}_{i}") { Kind = kind, Activation = kind == NeuronKind.Unit ? Activation.Relu : Activation.None });

    private static Course Load()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !Directory.Exists(Path.Combine(folder, "docs", "gallery", "course"))) folder = Path.GetDirectoryName(folder);
        return Course.Load(Path.Combine(folder ?? throw new DirectoryNotFoundException("docs/gallery/course"), "docs", "gallery", "course")).Course ?? throw new InvalidDataException("The gallery's course has faults.");
    }
}
