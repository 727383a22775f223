using System.Text.Json;
using MashaBot.Conversation;
using MashaBot.Sheets;
using MashaBot.Store;

namespace MashaBot.Delivery;

/// <summary>What a turn asks for besides, done to the store in the same commit.</summary>
internal static class Requests
{
    /// <summary>The kind of the notes that hold complaints.</summary>
    public const string Complaint = "complaint";

    /// <summary>Puts the learner as the turn leaves them, and does what it asks for.</summary>
    /// <param name="number">Of this turn: under it a case is kept.</param>
    public static void Put(this Batch batch, Outcome outcome, Learner next, long number)
    {
        if (outcome.Requests.Any(request => request is Request.Forget))
        {
            batch.Forget(next.Id);
            foreach (var (known, _) in Cases(batch.AllNotes(Complaint), next.Id)) batch.Drop(Complaint, known);     // they lie apart
            return;
        }
        batch.Put(next);
        foreach (var complaint in outcome.Requests.OfType<Request.Complain>()) batch.Keep(new(Complaint, number, StoreJson.Write(complaint.Case)));
    }

    /// <summary>Sends all that is kept of a learner to them: a file.</summary>
    /// <exception cref="Exception">Something that is kept cannot be read; nothing is sent.</exception>
    public static void SendAll(this Batch batch, LearnerId id, ChatId chat)
    {
        var all = ForPeople(batch.Find(id), batch.AllAttempts(id), Cases(batch.AllNotes(Complaint), id));
        batch.Messages.Add((id, chat, new(Prose.Empty) { File = new($"masha-{id}.json", all) }));
    }

    /// <summary>All that is kept of a learner, as JSON.</summary>
    public static async Task<string> Export(this ILearnerStore store, LearnerId id) =>
        ForPeople(await store.Find(id), await store.Attempts(id), Cases(await store.Notes(Complaint), id));

    private static string ForPeople(Learner? learner, IReadOnlyList<Attempt> attempts, IEnumerable<(long Number, Complaint Case)> cases) =>
        StoreJson.WriteForPeople(new { Learner = learner, Attempts = attempts, Cases = cases.Select(known => known.Case) });

    /// <summary>The learner's cases that wait for an answer.</summary>
    private static IEnumerable<(long Number, Complaint Case)> Cases(IEnumerable<Note> notes, LearnerId id)
    {
        foreach (var note in notes)
            if (Read(note) is { } complaint && complaint.Learner == id) yield return (note.Id, complaint);
    }

    private static Complaint? Read(Note note)
    {
        try { return StoreJson.Read<Complaint>(note.Body); }
        catch (JsonException) { return null; }   // whose it is cannot be told
    }
}
