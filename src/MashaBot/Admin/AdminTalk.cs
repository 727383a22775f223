using MashaBot.Conversation;

namespace MashaBot.Admin;

/// <summary>The commands that only admins have, in the order in which their menu shows them.</summary>
internal enum AdminCommand { Stats, Cases, Broadcast, Reload }

/// <summary>An admin's part of a conversation: what they want done is handed on, all else is a learner's matter.</summary>
internal static class AdminTalk
{
    /// <param name="turn">Of somebody who is an admin: whoever calls has looked.</param>
    /// <returns>Null: it is a learner's matter.</returns>
    public static Turn? On(Turn turn, Incoming incoming)
    {
        if (Task(turn.Learner, incoming) is not { } task) return null;
        turn = turn.Become(Timetable.Back(turn.Learner, turn.Now) with { Unanswered = 0, Expecting = Expecting.Reply, Answering = null });
        return task is AdminTask.WriteAnswer(var number)
            ? turn.Become(turn.Learner with { Expecting = Expecting.CaseAnswer, Answering = number }).Say(Phrase.CaseWrite)
            : turn.Request(new Request.Administer(task));
    }

    private static AdminTask? Task(Learner admin, Incoming incoming) => incoming switch
    {
        Incoming.Text(var words, _, _) when Typed.In(words) is { } typed => Command(typed),
        Incoming.Text(var words, _, _) when admin is { Expecting: Expecting.CaseAnswer, Answering: { } number } => new AdminTask.AnswerCase(number, words),
        Incoming.Press(var data) => AdminTask.Read(data),
        _ => null,
    };

    private static AdminTask? Command(Typed typed) => Enum.TryParse<AdminCommand>(typed.Name, ignoreCase: true, out var command) && Enum.IsDefined(command)
        ? command switch
        {
            AdminCommand.Stats => new AdminTask.Stats(),
            AdminCommand.Cases => new AdminTask.Cases(),
            AdminCommand.Broadcast when typed.Argument.Length > 0 => new AdminTask.Draft(typed.Argument),
            AdminCommand.Broadcast => new AdminTask.Broadcasts(),
            _ => new AdminTask.Reload(),
        }
        : null;
}
