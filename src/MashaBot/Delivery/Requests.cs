using System.Text.Json;
using MashaBot.Conversation;
using MashaBot.Store;

namespace MashaBot.Delivery;

/// <summary>What a turn asks for besides, done to the store.</summary>
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
            return;
        }
        batch.Put(next);
        foreach (var complaint in outcome.Requests.OfType<Request.Complain>()) batch.Keep(new(Complaint, number, StoreJson.Write(complaint.Case)));
    }

    /// <summary>All that is kept of a learner, as JSON.</summary>
    public static async Task<string> Export(this ILearnerStore store, LearnerId id) =>
        StoreJson.WriteForPeople(new { Learner = await store.Find(id), Attempts = await store.Attempts(id), Cases = (await store.Complaints(id)).Select(known => known.Case) });

    /// <summary>The learner's cases that wait for an answer.</summary>
    public static async Task<IReadOnlyList<(long Number, Complaint Case)>> Complaints(this ILearnerStore store, LearnerId id)
    {
        var cases = new List<(long, Complaint)>();
        foreach (var note in await store.Notes(Complaint))
        {
            try
            {
                if (StoreJson.Read<Complaint>(note.Body) is var complaint && complaint.Learner == id) cases.Add((note.Id, complaint));
            }
            catch (JsonException) { }   // whose it is cannot be told
        }
        return cases;
    }
}
