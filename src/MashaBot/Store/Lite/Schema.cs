using LiteDB;
using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Store.Lite;

/// <summary>The shape of the file and the steps that lead to it from earlier ones.</summary>
/// <param name="Steps">Step n (from 0) turns version n + 1 into version n + 2, in transactions of at most 1,000 documents; begun and not finished, it is done once more.</param>
internal sealed record Schema(IReadOnlyList<Action<LiteDatabase>> Steps)
{
    /// <summary>Version 1: learners, attempts, outbox, meta. Version 2: the schedule, notes, attempts found by their learner.
    /// Version 3: the journal, and learners packed as they are next written; an earlier program would find neither.</summary>
    public static Schema Current { get; } = new([Second, _ => { }]);

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

    private static void Second(LiteDatabase file)
    {
        LiteFile.Begin(file, LiteFile.Notes);
        LiteFile.Begin(file, LiteFile.Schedule);
        file.GetCollection(LiteFile.Attempts).EnsureIndex("learner");
        WriteSchedule(file);
    }

    /// <summary>Works the schedule out from the learners.</summary>
    public static void WriteSchedule(LiteDatabase file)
    {
        var schedule = new Schedule([]);
        foreach (var learner in LiteFile.Paged(file.GetCollection(LiteFile.Learners)))
            if (LearnerDocument.Due(learner) is { } due) schedule.Set(new LearnerId(learner["_id"].AsInt64), Instant.FromUnixTimeMilliseconds(due));
        var lists = file.GetCollection(LiteFile.Schedule);
        foreach (var some in Enumerable.Range(0, Schedule.Lists).Chunk(500))
            LiteFile.Transaction(file, () =>
            {
                foreach (var list in some)
                    if (schedule.Bytes(list) is { Length: > 0 } bytes) lists.Upsert(LiteFile.ListDocument(list, bytes));
            });
    }
}
