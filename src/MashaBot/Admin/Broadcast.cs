using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Admin;

internal enum BroadcastState { Draft, Sending, Done, Stopped }

/// <summary>One text for everybody, and how far it is.</summary>
/// <param name="Number">When it was drafted, in milliseconds.</param>
/// <param name="By">The admin who wrote it.</param>
/// <param name="Text">Markdown with LaTeX.</param>
/// <param name="Of">How many wanted to be reached when it was drafted.</param>
internal sealed record Broadcast(long Number, LearnerId By, string Text, int Of, BroadcastState State = BroadcastState.Draft)
{
    public const string Kind = "broadcast";

    /// <summary>The last learner who has been seen to: those with greater numbers have not.</summary>
    public LearnerId After { get; init; }

    /// <summary>How many it was queued for.</summary>
    public int Sent { get; init; }

    /// <summary>Whoever has blocked the bot, has stopped it, or was told that nothing more comes, gets no broadcasts either.</summary>
    public static bool Reaches(Learner learner) => learner is { Reachable: true, Due: not null } && learner.Chat.Value > 0;

    /// <summary>As somebody who sees formulas in this form gets it.</summary>
    public Message In(MessageForm form) => new(Prose.Parse(Text)) { Form = form, Unasked = true };

    /// <summary>The next step over a page of learners; an empty page is the end.</summary>
    public (Broadcast Next, IReadOnlyList<Learner> Reached) Over(IReadOnlyList<LearnerId> page, Func<LearnerId, Learner?> find)
    {
        if (page.Count == 0) return (this with { State = BroadcastState.Done }, []);
        var reached = page.Select(find).OfType<Learner>().Where(Reaches).ToArray();
        return (this with { After = page[^1], Sent = Sent + reached.Length }, reached);
    }
}

/// <summary>Broadcasts in words for their admin.</summary>
internal static class BroadcastWords
{
    /// <summary>What everybody would get, and the question whether they shall.</summary>
    public static IReadOnlyList<Message> Ask(Listener admin, Broadcast draft) => draft.Of == 0
        ? [admin.Hears(Phrase.BroadcastNobody)]
        : [
            draft.In(admin.Learner.Form) with { Unasked = false },
            admin.Hears(admin.Phrases[Phrase.BroadcastAsk, ("count", draft.Of)],
                [admin.Button(Phrase.ButtonSend, new AdminTask.Send(draft.Number), ("count", draft.Of)), admin.Button(Phrase.ButtonCancel, new AdminTask.Halt(draft.Number))]),
        ];

    public static Message Tell(Listener admin, Broadcast? last) => last switch
    {
        { State: BroadcastState.Sending } => Progress(admin, Phrase.BroadcastGoing, last),
        { State: BroadcastState.Done or BroadcastState.Stopped } => admin.Hears(End(admin, last) + admin.Phrases[Phrase.BroadcastHow]),
        _ => admin.Hears(Phrase.BroadcastHow),
    };

    public static Message Progress(Listener admin, Phrase phrase, Broadcast going) => admin.Hears(admin.Phrases[phrase, ("sent", going.Sent), ("all", going.Of)],
        [admin.Button(Phrase.ButtonRefresh, new AdminTask.Broadcasts()), admin.Button(Phrase.ButtonHalt, new AdminTask.Halt(going.Number))]);

    public static Prose End(Listener admin, Broadcast ended) =>
        admin.Phrases[ended.State == BroadcastState.Done ? Phrase.BroadcastDone : Phrase.BroadcastStopped, ("sent", ended.Sent), ("all", ended.Of)];
}
