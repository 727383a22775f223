using System.Text.Json.Nodes;

namespace MashaBot.Playground.Api;

/// <summary>Updates that wait to be fetched and confirmed. Callers hold the world's lock.</summary>
internal sealed class UpdateQueue(TimeProvider clock, int firstId)
{
    private sealed record Update(int Id, JsonObject Json, DateTimeOffset Expires);

    /// <summary>All kinds that are only sent when asked for by name.</summary>
    private static readonly string[] OnlyByName = ["chat_member", "message_reaction", "message_reaction_count"];

    private readonly List<Update> waiting = [];
    private int nextId = firstId;

    /// <summary>What the bot subscribed to last; empty means all but <see cref="OnlyByName"/>.</summary>
    public string[] Allowed { get; set; } = [];

    public int Count
    {
        get
        {
            DropExpired();
            return waiting.Count;
        }
    }

    /// <summary>Adds an update if the bot subscribed to its kind; <paramref name="life"/> is how long it may wait.</summary>
    public void Add(string kind, JsonObject body, TimeSpan life)
    {
        if (Allowed.Length == 0 ? OnlyByName.Contains(kind) : !Allowed.Contains(kind)) return;
        AddRaw(new() { ["update_id"] = nextId, [kind] = body }, life);
    }

    /// <summary>Adds an update as it is; it gets the next id unless it has one.</summary>
    public int AddRaw(JsonObject update, TimeSpan life)
    {
        if (update["update_id"] is not JsonValue value || !value.TryGetValue(out int id))
        {
            id = nextId;
            var numbered = new JsonObject { ["update_id"] = id };
            foreach (var (name, part) in update) numbered[name] = part?.DeepClone();
            update = numbered;
        }
        nextId = Math.Max(nextId, id + 1);
        waiting.Add(new(id, update, clock.GetUtcNow() + life));
        return id;
    }

    /// <summary>Confirms what is below <paramref name="offset"/> (a negative one counts from the end) and shows what follows, without taking it away.</summary>
    public JsonArray Fetch(long offset, int limit)
    {
        DropExpired();
        if (offset > 0) waiting.RemoveAll(update => update.Id < offset);
        else if (offset < 0 && waiting.Count > -offset) waiting.RemoveRange(0, waiting.Count - (int)-offset);
        return [.. waiting.Take(limit).Select(update => update.Json.DeepClone())];
    }

    /// <summary>Everything that waits, to be kept.</summary>
    public JsonArray All() => [.. waiting.Select(update => new JsonObject { ["update"] = update.Json.DeepClone(), ["expires"] = update.Expires.ToUnixTimeSeconds() })];

    public void Restore(JsonArray kept)
    {
        foreach (var entry in kept.Select(entry => entry!.AsObject()))
            AddRaw((JsonObject)entry.Need("update").DeepClone(), DateTimeOffset.FromUnixTimeSeconds(entry.Need("expires").GetValue<long>()) - clock.GetUtcNow());
    }

    public void Clear() => waiting.Clear();

    /// <summary>For each chat that is not <paramref name="busy"/> its oldest update, for delivery by webhook; <see cref="Remove"/> confirms it.</summary>
    public IReadOnlyList<(long Chat, int Id, JsonObject Json)> Heads(IReadOnlySet<long> busy, int limit)
    {
        DropExpired();
        return [.. waiting.Select(update => (Chat: ChatOf(update.Json) ?? update.Id, update.Id, update.Json)).Where(update => !busy.Contains(update.Chat)).DistinctBy(update => update.Chat).Take(limit)];
    }

    public void Remove(int id) => waiting.RemoveAll(update => update.Id == id);

    /// <summary>The chat that an update belongs to, or the person where it belongs to none.</summary>
    private static long? ChatOf(JsonObject update) => update.Select(field => field.Value).OfType<JsonObject>().Select(body => Id(body["chat"]) ?? Id((body["message"] as JsonObject)?["chat"]) ?? Id(body["from"])).FirstOrDefault();

    private static long? Id(JsonNode? owner) => owner is JsonObject named && named["id"] is JsonValue value && value.TryGetValue(out long id) ? id : null;

    private void DropExpired()
    {
        var now = clock.GetUtcNow();
        if (waiting.Exists(update => update.Expires <= now)) waiting.RemoveAll(update => update.Expires <= now);
    }
}
