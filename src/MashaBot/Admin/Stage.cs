using MashaBot.Cli;
using MashaBot.Conversation;

namespace MashaBot.Admin;

/// <summary>The course and the words in use: all of them change at once, between two turns.</summary>
/// <param name="admins">Of the conversation.</param>
internal sealed class Stage(ContentFolder first, params IEnumerable<LearnerId> admins)
{
    private volatile Play play = new(first, new(first.Course, first.Phrasebook, admins));

    public ContentFolder Content => play.Content;

    public Dialogue Dialogue => play.Dialogue;

    /// <summary>Whoever is in the middle of a turn ends it as it was begun.</summary>
    public void Change(ContentFolder content) => play = new(content, new(content.Course, content.Phrasebook, admins));

    private sealed record Play(ContentFolder Content, Dialogue Dialogue);
}
