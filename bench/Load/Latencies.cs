namespace MashaBot.Load;

internal sealed class Latencies
{
    private readonly List<double> all = [];

    public int Count { get { lock (all) return all.Count; } }

    public void Add(TimeSpan took)
    {
        lock (all) all.Add(took.TotalMilliseconds);
    }

    public override string ToString()
    {
        lock (all)
        {
            if (all.Count == 0) return "none";
            all.Sort();
            return $"{all.Count}: p50 {At(0.5):F1} ms, p95 {At(0.95):F1} ms, p99 {At(0.99):F1} ms, most {all[^1]:F1} ms";
        }
    }

    private double At(double share) => all[Math.Min(all.Count - 1, (int)(share * all.Count))];
}
