using System.Collections.Immutable;
using System.Text.Json;

namespace MashaBot.Backprop.Tests;

/// <summary>What a line tells.</summary>
internal enum TorchKind
{
    Function,
    Optimizer,
    Schedule,
}

/// <summary>A line of the table that <c>bench/torch_table.py</c> writes with PyTorch.</summary>
internal sealed class TorchCase(JsonElement line)
{
    public TorchKind Kind { get; } = line.TryGetProperty("rates", out _) ? TorchKind.Schedule : line.TryGetProperty("path", out _) ? TorchKind.Optimizer : TorchKind.Function;

    public string Member { get; } = line.GetProperty("member").GetString()!;

    public ImmutableArray<Tensor<Float>> Inputs => [.. line.GetProperty("inputs").EnumerateArray().Select(Tensor)];
    public Tensor<Float> Value => Tensor(line.GetProperty("value"));
    public double[] Weights => Numbers("weights");
    public ImmutableArray<double[]> Gradients => Lists("gradients");

    public double[] Start => Numbers("start");
    public ImmutableArray<double[]> Steps => Lists("steps");
    public ImmutableArray<double[]> Path => Lists("path");
    public double[] Rates => Numbers("rates");

    public bool Has(string option) => Options.TryGetProperty(option, out _);
    public int Whole(string option) => Options.GetProperty(option).GetInt32();
    public bool Is(string option) => Options.TryGetProperty(option, out var value) && value.GetBoolean();
    public string Word(string option) => Options.TryGetProperty(option, out var value) ? value.GetString()! : "";
    public Real Number(string option) => Exact(Options.GetProperty(option).GetDouble());
    public int[] Wholes(string option) => [.. Options.GetProperty(option).EnumerateArray().Select(value => value.GetInt32())];
    public Real[] Reals(string option) => [.. Options.GetProperty(option).EnumerateArray().Select(value => Exact(value.GetDouble()))];

    public override string ToString() => line.GetRawText() is { Length: > 300 } text ? text[..300] + "…" : line.GetRawText();

    public static ImmutableArray<TorchCase> All { get; } =
        [.. File.ReadLines(TablePath).Select(text => new TorchCase(JsonDocument.Parse(text).RootElement))];

    private static string TablePath => System.IO.Path.Combine(AppContext.BaseDirectory, "Torch", "table.jsonl");
    private static Real Exact(double value) => Rational.FromBits(value);
    private JsonElement Options => line.GetProperty("options");
    private double[] Numbers(string name) => Numbers(line.GetProperty(name));
    private ImmutableArray<double[]> Lists(string name) => [.. line.GetProperty(name).EnumerateArray().Select(Numbers)];
    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetDouble())];

    private static Tensor<Float> Tensor(JsonElement written) => new(
        Shape.Of([.. written.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())]),
        [.. Numbers(written.GetProperty("values")).Select(value => (Float)value)]);
}
