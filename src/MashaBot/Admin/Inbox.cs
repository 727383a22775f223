using System.Threading.Channels;
using MashaBot.Conversation;

namespace MashaBot.Admin;

/// <summary>What admins want done and nobody has begun yet.</summary>
internal sealed class Inbox
{
    private readonly Channel<Wanted> tasks = Channel.CreateUnbounded<Wanted>(new() { SingleReader = true });

    /// <param name="Admin">Their private chat has the same number.</param>
    public sealed record Wanted(LearnerId Admin, AdminTask Task);

    public void Add(Wanted wanted) => tasks.Writer.TryWrite(wanted);

    public IAsyncEnumerable<Wanted> Read(CancellationToken stopping) => tasks.Reader.ReadAllAsync(stopping);
}
