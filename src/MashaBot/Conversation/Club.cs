using System.Collections.Immutable;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>What a group that learns together has besides what a learner has: its questions are everybody's, its board names who solved how many.</summary>
public sealed record Club
{
    private const int Longest = 40;      // characters of a name

    /// <summary>Only its admins write there; replies come from the group that discusses its posts.</summary>
    public bool IsChannel { get; init; }

    /// <summary>The Monday with which the board begins.</summary>
    public LocalDate Week { get; init; }

    /// <summary>Who solved how many questions since <see cref="Week"/>, by their Telegram ids.</summary>
    public ImmutableDictionary<long, Score> Board { get; init; } = ImmutableDictionary<long, Score>.Empty;

    /// <summary>Who solved each question of the day, the first of them first.</summary>
    public ImmutableDictionary<PartId, ImmutableArray<long>> Solvers { get; init; } = ImmutableDictionary<PartId, ImmutableArray<long>>.Empty;

    /// <summary>When the questions of the day were asked last.</summary>
    public Instant? Asked { get; init; }

    public bool HasSolved(PartId part, LearnerId member) => Solvers.TryGetValue(part, out var solvers) && solvers.Contains(member.Value);

    /// <summary>After a member has solved a question; a second time changes nothing.</summary>
    public Club With(PartId part, LearnerId member, string name)
    {
        if (HasSolved(part, member)) return this;
        var before = Board.GetValueOrDefault(member.Value)?.Solved ?? 0;
        return this with
        {
            Solvers = Solvers.SetItem(part, Solvers.GetValueOrDefault(part, []).Add(member.Value)),
            Board = Board.SetItem(member.Value, new(name.Length <= Longest ? name : name[..Longest], before + 1)),
        };
    }

    /// <summary>The board of the week of <paramref name="day"/>: on a Monday it begins anew.</summary>
    public Club On(LocalDate day)
    {
        var monday = day.PlusDays(1 - (int)day.DayOfWeek);
        return monday == Week ? this : this with { Week = monday, Board = ImmutableDictionary<long, Score>.Empty };
    }
}

/// <summary>A line of the board.</summary>
/// <param name="Name">As the member's Telegram shows it.</param>
public sealed record Score(string Name, int Solved);

/// <summary>Where in a group something was said, and by whom.</summary>
/// <param name="Group">The group's own record.</param>
/// <param name="Name">The author's first name.</param>
/// <param name="MayManage">The author is one of the group's admins.</param>
public sealed record Place(LearnerId Group, string Name, bool MayManage, bool IsChannel = false);

/// <summary>What something said in a group leads to.</summary>
/// <param name="Author">Null: nothing about the author has changed.</param>
public sealed record GroupOutcome(Learner Group, Learner? Author, ImmutableArray<Message> Send, ImmutableArray<Attempt> Attempts);
