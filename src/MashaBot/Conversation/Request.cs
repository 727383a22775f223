using MashaBot.Admin;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>What a turn asks for that lies outside the learner's own record.</summary>
public abstract record Request
{
    private Request() { }

    /// <summary>Nothing of the learner is kept any more.</summary>
    public sealed record Forget : Request;

    /// <summary>All that is kept of the learner is sent to them as a file.</summary>
    public sealed record Export : Request;

    /// <summary>Whoever runs the bot looks at a case.</summary>
    public sealed record Complain(Complaint Case) : Request;

    /// <summary>An admin's work: of nobody else is it asked for.</summary>
    public sealed record Administer(AdminTask Task) : Request;
}

/// <summary>"This is wrong": a question, or a verdict, that a learner does not agree with.</summary>
/// <param name="Reply">What was replied; null where the question itself is meant.</param>
/// <param name="Verdict">The code of what was said of it.</param>
public sealed record Complaint(LearnerId Learner, PartId Part, VariantId Variant, string? Reply, string? Verdict, Instant At);
