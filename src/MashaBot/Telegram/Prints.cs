namespace MashaBot.Telegram;

/// <summary>Pictures drawn lately, as many as fit in <paramref name="room"/> bytes. Who wants one that is being drawn waits for it: at nine in the morning a hundred people want the same.</summary>
internal sealed class Prints(long room)
{
    private readonly LinkedList<Print> latest = [];   // the newest first
    private readonly Dictionary<string, LinkedListNode<Print>> byHash = [];
    private readonly Lock gate = new();
    private long size;

    /// <summary>How many bytes are kept.</summary>
    public long Size { get { lock (gate) return size; } }

    /// <exception cref="Exception">What drawing it throws; it is tried anew the next time.</exception>
    public byte[] Of(Sketch sketch)
    {
        var print = Wanted(sketch);
        try
        {
            var png = print.Png.Value;
            lock (gate) Weigh(print, png.Length);
            return png;
        }
        catch (Exception)
        {
            lock (gate) Drop(print);
            throw;
        }
    }

    private Print Wanted(Sketch sketch)
    {
        lock (gate)
        {
            if (byHash.TryGetValue(sketch.Hash, out var known))
            {
                latest.Remove(known);
                latest.AddFirst(known);
            }
            else byHash[sketch.Hash] = known = latest.AddFirst(new Print(sketch.Hash, new(sketch.Draw)));
            return known.Value;
        }
    }

    private void Weigh(Print print, int bytes)
    {
        if (print.Bytes > 0 || !byHash.TryGetValue(print.Hash, out var kept) || kept.Value != print) return;
        print.Bytes = bytes;
        size += bytes;
        var old = latest.Last;
        while (size > room && old is not null)
        {
            var newer = old.Previous;
            if (old.Value.Bytes > 0) Drop(old.Value);
            old = newer;
        }
    }

    private void Drop(Print print)
    {
        if (!byHash.TryGetValue(print.Hash, out var kept) || kept.Value != print) return;
        byHash.Remove(print.Hash);
        latest.Remove(kept);
        size -= print.Bytes;
    }

    private sealed class Print(string hash, Lazy<byte[]> png)
    {
        public string Hash => hash;
        public Lazy<byte[]> Png => png;

        /// <summary>0 while it is being drawn.</summary>
        public int Bytes { get; set; }
    }
}
