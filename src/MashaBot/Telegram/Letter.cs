using MashaBot.Conversation;
using MashaBot.Sheets;
using MashaBot.Store;

namespace MashaBot.Telegram;

/// <summary>A message while it is being sent: what is left of it, in the form that is tried now.</summary>
internal sealed class Letter
{
    private readonly Queue<Leaf> leaves = new();

    public Letter(Outgoing outgoing)
    {
        Outgoing = outgoing;
        Chat = outgoing.Chat;
        Path = outgoing.Message.Only is null ? Way.Open : Way.Alone;
        if (outgoing.Message.Reaction is not null) leaves.Enqueue(new(Form.Reaction, outgoing.Message));
        else if (outgoing.Message.File is not null) leaves.Enqueue(new(Form.File, outgoing.Message));
        else if (Pages.IsRich(outgoing.Message)) leaves.Enqueue(new(Form.Rich, outgoing.Message));
        else if (Pages.IsDrawn(outgoing.Message)) leaves.Enqueue(new(Form.Drawn, outgoing.Message));
        else foreach (var page in Pages.Plain(outgoing.Message)) leaves.Enqueue(new(Form.Html, page));
    }

    public Outgoing Outgoing { get; }

    /// <summary>Where it goes: a group's number may change on the way.</summary>
    public ChatId Chat { get; set; }

    /// <summary>How a message for one member of a group reaches them.</summary>
    public Way Path { get; private set; }

    public Leaf? Next => leaves.TryPeek(out var leaf) ? leaf : null;

    /// <summary>The number in the chat of the last message that was taken.</summary>
    public int? Number { get; private set; }

    public void Accepted(int? number)
    {
        Number = number;
        leaves.Dequeue();
    }

    /// <summary>Telegram cannot show it to one alone: the next way that asks less, in the end before everybody.</summary>
    /// <returns>False if it goes the open way already.</returns>
    public bool Open()
    {
        if (Path == Way.Open) return false;
        Path = Path == Way.Alone ? Way.Private : Way.Open;
        return true;
    }

    /// <summary>Puts the next leaf into a form that asks less of Telegram.</summary>
    /// <returns>False if there is none: the leaf is given up.</returns>
    public bool Simplify()
    {
        var (refused, rest) = (leaves.Dequeue(), leaves.ToArray());
        var simpler = refused.Form switch
        {
            Form.Rich or Form.Drawn => Pages.Plain(refused.Message).Select(page => new Leaf(Form.Html, page)),
            Form.Html => Pages.Plain(refused.Message with { Body = Said(refused.Message.Body), Buttons = [] }).Select(page => new Leaf(Form.Bare, page)),
            _ => [],
        };
        leaves.Clear();
        foreach (var leaf in simpler.Concat(rest)) leaves.Enqueue(leaf);
        return refused.Form is not (Form.Bare or Form.Reaction or Form.File);
    }

    private static Prose Said(Prose body) => new([new Block.Paragraph([new Inline.Text(body.ToText())])]);

    internal sealed record Leaf(Form Form, Message Message);

    /// <summary>In the group, seen by one member; in the private chat, which there may not be; in the group, seen by all.</summary>
    internal enum Way { Open, Alone, Private }

    /// <summary>From what gives most to what is never refused; a reaction or a file is none of them.</summary>
    internal enum Form { Rich, Drawn, Html, Bare, Reaction, File }
}
