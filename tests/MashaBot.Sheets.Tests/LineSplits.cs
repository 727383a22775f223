using System.Numerics;

namespace MashaBot.Sheets.Tests;

/// <summary>
/// Dots of two classes, and every way in which a line can part them: each arises from a line through two dots by a turn too small to reach another,
/// about a place between the dots that lie on it. Coordinates are whole numbers, so that nothing is decided by rounding.
/// </summary>
internal sealed class LineSplits
{
    private readonly (long X, long Y)[] dots;
    private readonly int firstCross;
    private readonly UInt128[] splits;              // which dots lie beyond the line
    private readonly ulong[][] covers;              // which pairs of unlike dots each split parts
    private readonly int[][] partedBy;              // and which splits part each pair, the hardest pairs first
    private readonly ulong[][] partingBits;         // the same as bits
    private readonly Dictionary<(int Lines, int On, int Off), bool> read = [];
    private readonly ulong[] all;                   // every pair

    /// <param name="scale">Makes all coordinates whole.</param>
    internal LineSplits(IReadOnlyList<(double X, double Y)> zeros, IReadOnlyList<(double X, double Y)> ones, double scale)
    {
        dots = [.. zeros.Concat(ones).Select(dot => ((long)Math.Round(dot.X * scale), (long)Math.Round(dot.Y * scale)))];
        firstCross = zeros.Count;
        var every = (UInt128.One << dots.Length) - 1;
        splits = [.. All().Select(split => (split & 1) == 0 ? split : every ^ split).Distinct()];        // either side of a line may be called beyond it
        var pairs = (from zero in Enumerable.Range(0, firstCross) from one in Enumerable.Range(firstCross, ones.Count) select (zero, one)).ToArray();
        partedBy = [.. pairs.Select(pair => Enumerable.Range(0, splits.Length).Where(split => IsBeyond(split, pair.zero) != IsBeyond(split, pair.one)).ToArray()).OrderBy(list => list.Length)];
        covers = [.. splits.Select(_ => new ulong[(pairs.Length + 63) / 64])];
        for (var pair = 0; pair < partedBy.Length; pair++)
            foreach (var split in partedBy[pair]) covers[split][pair / 64] |= 1UL << (pair % 64);
        partingBits = [.. partedBy.Select(list => list.Aggregate(new ulong[(splits.Length + 63) / 64], (bits, split) => { bits[split / 64] |= 1UL << (split % 64); return bits; }))];
        all = [.. Enumerable.Range(0, covers[0].Length).Select(word => Enumerable.Range(0, Math.Min(64, pairs.Length - 64 * word)).Aggregate(0UL, (bits, bit) => bits | 1UL << bit))];
    }

    /// <summary>Sets of so many lines that part all unlike dots: without them no network with these lines in its first layer tells the classes apart.</summary>
    internal IEnumerable<int[]> Parting(int lines) => Parting(lines, new ulong[covers[0].Length], [], new bool[splits.Length]);

    /// <summary>Can one step neuron read the class from the bits of these lines?</summary>
    internal bool IsReadByOneNeuron(int[] lines)
    {
        var (on, off) = (0, 0);
        for (var dot = 0; dot < dots.Length; dot++)
        {
            var code = 0;
            for (var line = 0; line < lines.Length; line++)
                if (IsBeyond(lines[line], dot)) code |= 1 << line;
            if (dot < firstCross) off |= 1 << code;
            else on |= 1 << code;
        }

        if (!read.TryGetValue((lines.Length, on, off), out var isRead)) read[(lines.Length, on, off)] = isRead = Neurons(lines.Length).Any(lit => (lit & on) == on && (lit & off) == 0);
        return isRead;
    }

    /// <summary>Some line has to part the hardest pair that is still together: only those that do are tried, and what has been tried stays away from the rest of the branch.</summary>
    private IEnumerable<int[]> Parting(int lines, ulong[] parted, int[] taken, bool[] tried)
    {
        var (open, left) = Open(parted);
        if (left == 0) yield return taken;
        if (left == 0 || lines == 0) yield break;
        if (lines == 1)
        {
            foreach (var split in PartingAll(parted, open).Where(split => !tried[split])) yield return [.. taken, split];
            yield break;
        }

        // The others part no more than the best of them does, each; what is left over falls to this one.
        var fresh = Fresh(parted, tried);
        var least = left - (lines - 1) * fresh.Max();
        var here = new List<int>();
        foreach (var split in partedBy[open].Where(split => !tried[split] && fresh[split] >= least))
        {
            var both = new ulong[parted.Length];
            for (var i = 0; i < both.Length; i++) both[i] = parted[i] | covers[split][i];
            foreach (var found in Parting(lines - 1, both, [.. taken, split], tried)) yield return found;
            tried[split] = true;
            here.Add(split);
        }

        foreach (var split in here) tried[split] = false;
    }

    /// <summary>How many pairs that are still together each split parts.</summary>
    private int[] Fresh(ulong[] parted, bool[] tried)
    {
        var fresh = new int[splits.Length];
        for (var split = 0; split < fresh.Length; split++)
            for (var i = 0; !tried[split] && i < parted.Length; i++) fresh[split] += BitOperations.PopCount(covers[split][i] & ~parted[i]);
        return fresh;
    }

    /// <summary>The splits that part every pair from the first open one on that is still together: mostly none after a few pairs.</summary>
    private List<int> PartingAll(ulong[] parted, int open)
    {
        var common = partingBits[open].ToArray();
        for (var word = open / 64; word < parted.Length; word++)
            for (var rest = ~parted[word] & all[word]; rest != 0; rest &= rest - 1)
            {
                var (own, any) = (partingBits[word * 64 + BitOperations.TrailingZeroCount(rest)], 0UL);
                for (var i = 0; i < common.Length; i++) any |= common[i] &= own[i];
                if (any == 0) return [];
            }

        return [.. Enumerable.Range(0, splits.Length).Where(split => (common[split / 64] >> (split % 64) & 1) == 1)];
    }

    /// <summary>The first pair that no line has parted, and how many there are.</summary>
    private (int First, int Count) Open(ulong[] parted)
    {
        var (first, count) = (-1, 0);
        for (var i = 0; i < parted.Length; i++)
        {
            var rest = ~parted[i] & all[i];
            if (first < 0 && rest != 0) first = i * 64 + BitOperations.TrailingZeroCount(rest);
            count += BitOperations.PopCount(rest);
        }

        return (first, count);
    }

    /// <summary>Whole weights up to 3 are enough for every step neuron of four bits (Muroga, Toda and Takasu 1961 list them all).</summary>
    private static HashSet<int> Neurons(int bits)
    {
        if (known.TryGetValue(bits, out var neurons)) return neurons;
        neurons = [];
        var weights = Enumerable.Range(0, (int)Math.Pow(7, bits)).Select(number => Enumerable.Range(0, bits).Select(bit => number / (int)Math.Pow(7, bit) % 7 - 3).ToArray());
        foreach (var w in weights)
        {
            var sums = Enumerable.Range(0, 1 << bits).Select(code => Enumerable.Range(0, bits).Sum(bit => (code >> bit & 1) * w[bit])).ToArray();
            foreach (var threshold in sums.Append(int.MaxValue).Distinct()) neurons.Add(Enumerable.Range(0, sums.Length).Sum(code => sums[code] >= threshold ? 1 << code : 0));
        }

        return known[bits] = neurons;
    }

    private static readonly Dictionary<int, HashSet<int>> known = [];

    private IEnumerable<UInt128> All()
    {
        for (var i = 0; i < dots.Length; i++)
            for (var j = 0; j < i; j++)
            {
                var (dx, dy) = (dots[i].X - dots[j].X, dots[i].Y - dots[j].Y);
                UInt128 beyond = 0;
                List<(long Along, int Dot)> on = [];
                for (var dot = 0; dot < dots.Length; dot++)
                {
                    var (x, y) = (dots[dot].X - dots[j].X, dots[dot].Y - dots[j].Y);
                    var side = dx * y - dy * x;
                    if (side > 0) beyond |= UInt128.One << dot;
                    else if (side == 0) on.Add((dx * x + dy * y, dot));
                }

                on.Sort();
                for (var cut = 0; cut <= on.Count; cut++)
                {
                    yield return on[..cut].Aggregate(beyond, (all, dot) => all | UInt128.One << dot.Dot);
                    yield return on[cut..].Aggregate(beyond, (all, dot) => all | UInt128.One << dot.Dot);
                }
            }
    }

    private bool IsBeyond(int split, int dot) => (splits[split] >> dot & 1) == 1;}
