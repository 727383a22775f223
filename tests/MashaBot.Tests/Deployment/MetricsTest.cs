using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using MashaBot.Delivery;

namespace MashaBot.Tests.Deployment;

/// <summary>The list for dashboards in docs/operation.md is the list of what there is.</summary>
public sealed partial class MetricsTest : IDisposable
{
    private readonly Instruments instruments = new();
    private readonly MeterListener listener = new();
    private readonly Dictionary<string, HashSet<string>> found = [];   // outcomes by name at Prometheus

    public MetricsTest()
    {
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != Instruments.MeterName || !instruments.AreOf(instrument.Meter)) return;
            found.TryAdd(Name(instrument), []);
            listener.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            foreach (var (label, value) in tags) if (label != "verdict") found[Name(instrument)].Add($"{value}");
        });
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        instruments.Dispose();
    }

    [Fact]
    public void Every_instrument_is_told_of_and_nothing_else() => Assert.Equal(found.Keys.Order(), Rows().SelectMany(row => row.Names).Order());

    [Fact]
    public void Every_outcome_is_told_of()
    {
        instruments.Reloaded(true);
        instruments.Reloaded(false);
        instruments.Sent(true);
        instruments.Sent(false);
        foreach (var count in typeof(Instruments).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => method.ReturnType == typeof(void) && method.GetParameters().Length == 0 && method.Name != nameof(Dispose)))
            count.Invoke(instruments, null);
        Assert.All(found, instrument =>
        {
            var row = Rows().Single(row => row.Names.Contains(instrument.Key)).Text;
            Assert.All(instrument.Value, outcome => Assert.Contains(outcome, row, StringComparison.Ordinal));
        });
        Assert.Equal(6, found["masha_updates_total"].Count);
    }

    /// <summary>As the exporter makes it of name, unit and kind.</summary>
    private static string Name(Instrument instrument) =>
        instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "") + (instrument is Counter<long> ? "_total" : "");

    private static List<(string[] Names, string Text)> Rows() =>
        [.. Repository.Read("docs/operation.md").Split('\n').Where(line => line.StartsWith("| `masha_", StringComparison.Ordinal)).Select(line => (Instrument().Matches(line.Split('|')[1]).Select(name => name.Value).ToArray(), line))];

    [GeneratedRegex(@"masha_\w+")] private static partial Regex Instrument();
}
