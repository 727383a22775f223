using System.Collections.Immutable;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>What one <see cref="Incoming"/> leads to. Committed as a whole or not at all.</summary>
public sealed record Outcome(Learner Next, ImmutableArray<Message> Send, ImmutableArray<Attempt> Attempts)
{
    /// <summary>What is to be done besides.</summary>
    public ImmutableArray<Request> Requests { get; init; } = [];
}

/// <summary>A reply and what was said of it.</summary>
/// <param name="Verdict">The stable code of the verdict (<see cref="MashaBot.Sheets.Verdict.Code"/>).</param>
/// <param name="Mistake">The named mistake that was recognised.</param>
public sealed record Attempt(LearnerId Learner, PartId Part, VariantId Variant, string Reply, string Verdict, string? Mistake, Instant At);
