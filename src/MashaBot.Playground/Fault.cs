namespace MashaBot.Playground;

/// <summary>What may go wrong between a bot and Telegram. Injected by <see cref="PlaygroundServer.Inject"/>.</summary>
public abstract record Fault
{
    private Fault() { }

    /// <summary>429: wait so many seconds. Nothing was done.</summary>
    public sealed record TooManyRequests(int RetryAfter) : Fault;

    /// <summary>Any error of the Bot API, with its description as Telegram words it. Nothing was done.</summary>
    public sealed record Error(int Code, string Description) : Fault;

    /// <summary>403: the person has blocked the bot (for this call only). Nothing was done.</summary>
    public sealed record Blocked : Fault;

    /// <summary>400 with <c>migrate_to_chat_id</c>: the group became a supergroup. Nothing was done.</summary>
    public sealed record Migrated(long To) : Fault;

    /// <summary>An HTTP error page that is not the Bot API's, as a proxy gives with 502. Nothing was done.</summary>
    public sealed record BadGateway(int Code = 502) : Fault;

    /// <summary>200 with something that is not JSON. Nothing was done.</summary>
    public sealed record Garbage : Fault;

    /// <summary>The connection breaks before anything was done.</summary>
    public sealed record CutBefore : Fault;

    /// <summary>The call is carried out, then the connection breaks: the bot cannot know that it succeeded.</summary>
    public sealed record CutAfter : Fault;

    /// <summary>The call is carried out, half of the answer comes, then the connection breaks.</summary>
    public sealed record CutWithin : Fault;

    /// <summary>The call is carried out, half of the answer comes, and then nothing more, for as long as the caller waits.</summary>
    public sealed record StallWithin : Fault;

    /// <summary>Another fault, whose answer is on its way until a task is done: what happens meanwhile the caller learns before it.</summary>
    public sealed record Held(Fault Answer, Task Until) : Fault;

    /// <summary>The call is carried out after a wait (of real time).</summary>
    public sealed record Delay(TimeSpan Time) : Fault;
}
