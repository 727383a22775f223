using LiteDB;

namespace MashaBot.Store;

/// <summary>The shape of the file and the steps that lead to it from earlier ones.</summary>
/// <param name="Steps">Step n (from 0) turns version n + 1 into version n + 2, in transactions of at most 1,000 documents.</param>
internal sealed record Schema(IReadOnlyList<Action<LiteDatabase>> Steps)
{
    /// <summary>Version 1: learners, attempts, outbox, meta.</summary>
    public static Schema Current { get; } = new([]);

    public int Version => Steps.Count + 1;

    /// <summary>Brings a file of <paramref name="version"/> up to <see cref="Version"/>, telling <paramref name="done"/> after each step.</summary>
    public void Migrate(LiteDatabase file, int version, Action<int> done)
    {
        for (; version < Version; version++)
        {
            Steps[version - 1](file);
            done(version + 1);
        }
    }
}
