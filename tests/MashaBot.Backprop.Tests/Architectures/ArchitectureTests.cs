using System.Numerics;

namespace MashaBot.Backprop.Tests;

/// <summary>Figures of the briefs (sheets 5, 6, 7, 8 and 9), counted by the engine.</summary>
public sealed class ArchitectureTests
{
    private static string LeNet(string options) => $"input 28x28x1; conv 5x5 6{options}; relu; pool 2; conv 5x5 16{options}; relu; pool 2; flatten; dense 120; relu; dense 84; relu; dense 10; softmax";

    [Theory]
    [InlineData("input 28x28x1 -> flatten -> dense 1000 -> dense 10", 795010)]                                  // 5.6.1
    [InlineData("input 16; dense 4", 68)]                                                                       // 5.5.1
    [InlineData("input 4x4x1; conv 3x3 1", 10)]                                                                 // 5.5.2
    [InlineData("input 5x5x6; conv 5x5 16", 2416)]                                                              // 5.8.7
    [InlineData("input 9x9x6; depthwise 3x3; conv 1x1 16", 6 * 10 + 16 * 7)]
    [InlineData("input 9x9x8; conv 3x3 8 groups=4 bias=0", 8 * 2 * 9)]
    [InlineData("input 7x7x4; deconv 3x3 5 stride=2", 4 * 5 * 9 + 5)]
    [InlineData("input 28x28x1; conv 10x10 512", 51712)]                                                        // 6.9.6
    [InlineData("input 7x7x64; batchnorm", 128)]                                                                // 6.5.11
    [InlineData("input 9x9x256; conv 1x1 64 bias=0; conv 3x3 64 pad=1 bias=0; conv 1x1 256 bias=0", 69632)]      // 6.10.7
    [InlineData("input 9x9x256; 2 * (conv 3x3 256 pad=same bias=0)", 1179648)]                                  // 6.10.8
    [InlineData("input 9x9x64; conv 1x1 128 stride=2 bias=0", 8192)]                                            // 6.10.9
    [InlineData("input 64; dense 4 bias=0; relu; dense 64 bias=0; sigmoid", 512)]                               // 6.10.11
    [InlineData("input 100; dense 20 bias=0; dense 1 bias=0", 2020)]                                            // 7.4.1
    [InlineData("input 50x3; rnn 2 bias=0; rnn 1 bias=0", 13)]                                                  // 7.4.5
    [InlineData("input 50x3; lstm 2 bias=0; lstm 1 bias=0", 52)]                                                // 7.4.6
    [InlineData("input 50x3; gru 2 bias=0; gru 1 bias=0", 39)]                                                  // 7.4.7
    [InlineData("input 20x16; lstm 32", 4 * 32 * (16 + 32 + 1))]
    [InlineData("input 20x16; lstm 32 bias=2", 4 * 32 * (16 + 32 + 2))]
    [InlineData("input 5x3; rnn 2; dense 1", 15)]                                                               // 7.5.5
    [InlineData("input 5x3; rnn 2 twoway; dense 1", 29)]                                                        // 7.5.6
    [InlineData("input 5x3; lstm 2 peepholes=full", 4 * 2 * 6 + 12)]                                            // 7.6.3
    [InlineData("input 5x3; lstm 2 peepholes=diagonal", 4 * 2 * 6 + 6)]                                         // 7.6.4
    [InlineData("input 10x64; attention heads=4", 16640)]                                                       // 9.5.3
    [InlineData("input 10x64; attention heads=8", 16640)]                                                       // 9.5.4
    [InlineData("tokens 10; embedding 1000 64; positions 128; 2 * (skip(layernorm; attention heads=4); skip(layernorm; dense 256; gelu; dense 64)); layernorm; dense 1000 tied", 172288)]      // 9.5.6
    public void Parameters_are_counted(string text, int parameters) => Assert.Equal(parameters, Architecture.Parse(text).Parameters);

    [Theory]
    [InlineData("", "24×24×6, 12×12×6, 8×8×16, 4×4×16", 256, 44426)]                                            // 5.6.2–9
    [InlineData(" pad=same", "28×28×6, 14×14×6, 14×14×16, 7×7×16", 784, 107786)]                                // 5.6.10–12
    public void The_classical_net_is_counted_layer_by_layer(string options, string sizes, int flat, int parameters)
    {
        var net = Architecture.Parse(LeNet(options));
        Assert.Equal(sizes, string.Join(", ", new[] { 1, 3, 4, 6 }.Select(i => Sizes(net, i))));
        Assert.Equal((flat, parameters), ((int)net.Layers[7].Sizes[0], (int)net.Parameters));
    }

    [Fact]
    public void A_pooling_with_nothing_left_to_pool_is_found_with_its_place()
    {
        var text = LeNet(" stride=2");             // 5.6.13–16
        Assert.False(Architecture.TryParse(text, out var built, out var fault));
        Assert.Equal((ArchitectureProblem.NothingLeft, 6, "1×1×16"), (fault!.Problem, fault.Layer, fault.Sizes));
        Assert.Equal(text.LastIndexOf("pool", StringComparison.Ordinal), fault.Position);
        Assert.Equal(("12×12×6", "1×1×16", 2572), (Sizes(built!, 1), Sizes(built!, 4), (int)built!.Parameters));
        Assert.Equal("Layer 6, character 79, input 1×1×16: a window of 2 does not fit on 1.", Assert.Throws<ArchitectureException>(() => Architecture.Parse(text)).Message);
    }

    [Fact]
    public void The_block_whose_window_does_not_fit_is_found()                                                    // 6.9.9
    {
        var blocks = string.Join("; ", new[] { 32, 64, 128, 256 }.Select(filters => $"conv 5x5 {filters}; conv 1x1 {filters}; pool 3; relu; batchnorm"));
        Assert.False(Architecture.TryParse("input 100x100x3; " + blocks, out _, out var fault));
        Assert.Equal((ArchitectureProblem.NothingLeft, 16, "1×1×128"), (fault!.Problem, fault.Layer, fault.Sizes));
    }

    [Theory]
    [InlineData("input 28x28x1; conv 10x10 512", "19×19×512")]                                                   // 6.9.5
    [InlineData("input 100x100x3; conv 3x3 512; relu; pool 2; conv 3x3 128; relu; conv 3x3 32; conv 1x1 32; pool 10", "4×4×32")]      // 6.9.11
    [InlineData("input 9x9x16; 4 * (concat(conv 3x3 12 pad=same))", "9×9×64")]                                   // 6.10.10
    [InlineData("input 7x7x4; deconv 3x3 5 stride=2", "15×15×5")]
    [InlineData("input 7x7x4; deconv 3x3 5 stride=2 pad=1 more=1", "14×14×5")]
    [InlineData("input 50x3; lstm 2 last", "2")]
    [InlineData("input 50x3; lstm 2 twoway", "50×4")]
    [InlineData("input 6x1; conv 3 1 pad=causal", "6×1")]                                                        // 5.9.8
    [InlineData("input 8x8x2; conv 4x4 3 pad=same; upsample 2; avgpool 3 stride=2 pad=1; globalavgpool", "3")]
    [InlineData("input 5x7x9x2; conv 2x3x4 6", "4×5×6×6")]
    [InlineData("input 7x7x16; flatten; reshape 28x28x1", "28×28×1")]
    public void Shapes_follow_the_layers(string text, string sizes) => Assert.Equal(sizes, Sizes(Architecture.Parse(text)));

    [Theory]
    [InlineData("150 * (conv 3x3 1)", 301)]                                                                      // 5.7.1: 149 fall short of 300 by 1
    [InlineData("149 * (conv 3x3 1)", 299)]
    [InlineData("3 * (conv 5x5 1; relu)", 13)]                                                                   // 5.7.2
    [InlineData("6 * (conv 3x3 1; pool 2)", 190)]                                                                // 5.7.4: 3·2⁶ − 2
    [InlineData("8 * (conv 3x3 1 stride=2)", 511)]                                                               // 5.7.6
    [InlineData("2 * (conv 5x5 1 stride=2; pool 2)", 31)]                                                        // 5.7.11
    [InlineData("conv 3x3 1 dilation=1; conv 3x3 1 dilation=2; conv 3x3 1 dilation=4; conv 3x3 1 dilation=8", 31)]    // 5.7.13
    [InlineData("conv 3x3 1 pad=same; batchnorm; skip(conv 3x3 1 pad=1; relu; conv 3x3 1 pad=1)", 7)]            // 5.7.14–15
    [InlineData("2 * (conv 2x2 1)", 3)]                                                                          // 5.2.5
    [InlineData("pool 2; flatten; dense 3; reshape 3x1x1", 2000)]
    public void A_field_grows_with_the_layers(string layers, int field) =>
        Assert.Equal([field, field], Architecture.Parse("input 2000x2000x1; " + layers).Layers[^1].Field.Select(size => (int)size));

    [Theory]
    [InlineData("input 28x28x1; conv 5x5 6", 24 * 24 * 6 * 25)]
    [InlineData("tokens 3; embedding 1000 64", 0)]
    [InlineData("input 10x64; attention heads=8", 4 * 10 * 64 * 64 + 2 * 10 * 10 * 64)]                          // 9.8.1
    [InlineData("input 10x64; attention heads=8 kv=2", 2 * 10 * 64 * (64 + 16) + 2 * 10 * 10 * 64)]
    public void Products_are_counted(string text, int products) => Assert.Equal(products, Architecture.Parse(text).MultiplyAdds);

    [Fact]
    public void Counts_go_beyond_a_machine_word() => Assert.Equal(
        BigInteger.Pow(10, 30) + BigInteger.Pow(10, 15), Architecture.Parse("input 1000000000000000; dense 1000000000000000").Parameters);

    [Theory]
    [InlineData("input 5x5x1; |cnov 3x3 1", ArchitectureProblem.Unknown)]
    [InlineData("input 5x5x1; conv 3x3 1 |strid=2", ArchitectureProblem.Unknown)]
    [InlineData("input 5x5x1; |conv 3x3", ArchitectureProblem.Number)]
    [InlineData("input |5x; conv 3x3", ArchitectureProblem.Number)]
    [InlineData("|conv 3x3 1", ArchitectureProblem.Input)]
    [InlineData("|", ArchitectureProblem.Input)]
    [InlineData("input 5; |conv 3 1", ArchitectureProblem.Axes)]
    [InlineData("input 5x5x1; |lstm 3", ArchitectureProblem.Axes)]
    [InlineData("input 5x5x1; |conv 3x3x3 1", ArchitectureProblem.Axes)]
    [InlineData("tokens 5; |dense 3", ArchitectureProblem.Axes)]
    [InlineData("input 5x5x4; |conv 3x3 6 groups=4", ArchitectureProblem.Division)]
    [InlineData("input 5x6; |attention heads=4", ArchitectureProblem.Division)]
    [InlineData("input 5x5x4; |skip(conv 3x3 4)", ArchitectureProblem.Mismatch)]
    [InlineData("input 5x5x4; |reshape 3x3x11", ArchitectureProblem.Mismatch)]
    [InlineData("input 5x5x4; |2 * (relu", ArchitectureProblem.Bracket)]
    [InlineData("input 5x5x4; relu|)", ArchitectureProblem.Bracket)]
    [InlineData("input 5x5x4; relu|(tanh)", ArchitectureProblem.Bracket)]
    [InlineData("input 5x5x4; |9999999 * (relu)", ArchitectureProblem.TooLarge)]
    [InlineData("input 5x5x4; 99 * (99 * (|relu))", ArchitectureProblem.TooLarge)]
    [InlineData("input 5x4; |positions 4", ArchitectureProblem.TooLarge)]
    [InlineData("input 4x4x1; |conv 3x3 1 dilation=2", ArchitectureProblem.NothingLeft)]
    public void A_fault_has_its_kind_and_its_place(string marked, ArchitectureProblem problem)
    {
        Assert.False(Architecture.TryParse(marked.Replace("|", "", StringComparison.Ordinal), out _, out var fault));
        Assert.Equal((problem, marked.IndexOf('|', StringComparison.Ordinal)), (fault!.Problem, fault.Position));
    }

    private static string Sizes(Architecture net, int? layer = null) => string.Join('×', net.Layers[layer ?? net.Layers.Length - 1].Sizes);
}
