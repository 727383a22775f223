using System.Collections.Immutable;
using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Admin;

/// <summary>A case that waits for an answer.</summary>
internal sealed record OpenCase(long Number, Complaint About);

/// <summary>Cases in words: for those who answer them, and the answer for the learner.</summary>
internal static class CaseWords
{
    private const int PerList = 8;
    private const int LabelCut = 24;     // characters of a reply on a button

    /// <summary>The list, oldest first, from the <paramref name="from"/>th on.</summary>
    public static Message List(Listener admin, IReadOnlyList<OpenCase> cases, int from)
    {
        if (cases.Count == 0) return admin.Hears(Phrase.CasesNone);
        from = Math.Clamp(from, 0, (cases.Count - 1) / PerList * PerList);
        ImmutableArray<Button> turn =
        [
            .. from > 0 ? [admin.Button(Phrase.ButtonEarlier, new AdminTask.Cases(Math.Max(0, from - PerList)))] : (ImmutableArray<Button>)[],
            .. from + PerList < cases.Count ? [admin.Button(Phrase.ButtonLater, new AdminTask.Cases(from + PerList))] : (ImmutableArray<Button>)[],
        ];
        return admin.Hears(admin.Phrases[Phrase.CasesTitle, ("count", cases.Count)],
            [.. cases.Skip(from).Take(PerList).Select(known => ImmutableArray.Create(admin.Button(Phrase.ButtonCase, new AdminTask.OpenCase(known.Number), ("part", known.About.Part), ("what", What(admin, known.About))))), turn]);
    }

    /// <summary>One case: who, when, the question with the learner's figures, what was replied and said.</summary>
    /// <param name="asked">As the learner had it; null where the course no longer has it.</param>
    public static Message Show(Listener admin, IReadOnlyList<OpenCase> cases, int place, Prose? asked)
    {
        var (number, about) = cases[place];
        var said = admin.Phrases[Phrase.CaseTitle, ("number", place + 1), ("all", cases.Count), ("id", about.Part.Problem), ("part", about.Part.Number), ("variant", about.Variant)]
            + admin.Phrases[Phrase.CaseWho, ("learner", about.Learner), ("when", admin.When(about.At))]
            + (asked ?? admin.Phrases[Phrase.CaseUnknown])
            + (about.Reply is { } reply ? admin.Phrases[Phrase.CaseReply, ("reply", reply), ("verdict", about.Verdict ?? "")] : admin.Phrases[Phrase.CaseNoReply]);
        return admin.Hears(said,
            [admin.Button(Phrase.ButtonAnswer, new AdminTask.WriteAnswer(number)), admin.Button(Phrase.ButtonClose, new AdminTask.CloseCase(number))],
            Onward(admin, cases, place));
    }

    /// <summary>A case is behind: what was done, and the way on.</summary>
    public static Message Behind(Listener admin, Phrase phrase, IReadOnlyList<OpenCase> left, int place) => admin.Hears(
        admin.Phrases[phrase, ("count", left.Count)],
        left.Count == 0 ? [] : [admin.Button(Phrase.ButtonLater, new AdminTask.OpenCase(left[Math.Min(place, left.Count - 1)].Number)), admin.Button(Phrase.ButtonCases, new AdminTask.Cases())]);

    /// <summary>The answer as the learner gets it: what it is about stands quoted above.</summary>
    public static Message Answer(Listener learner, Complaint about, Prose? question, string words)
    {
        var quoted = (question ?? Prose.Empty) + (about.Reply is { } reply ? learner.Phrases[Phrase.CaseAnswerReply, ("reply", reply)] : Prose.Empty);
        var said = learner.Phrases[Phrase.CaseAnswer, ("id", about.Part.Problem), ("part", about.Part.Number)];
        if (!quoted.Blocks.IsEmpty) said += new Prose([new Block.Quotation(quoted.Blocks)]);
        return learner.Hears(said + Prose.Parse(words)) with { Unasked = true };
    }

    private static ImmutableArray<Button> Onward(Listener admin, IReadOnlyList<OpenCase> cases, int place) =>
    [
        .. place > 0 ? [admin.Button(Phrase.ButtonEarlier, new AdminTask.OpenCase(cases[place - 1].Number))] : (ImmutableArray<Button>)[],
        admin.Button(Phrase.ButtonCases, new AdminTask.Cases()),
        .. place + 1 < cases.Count ? [admin.Button(Phrase.ButtonLater, new AdminTask.OpenCase(cases[place + 1].Number))] : (ImmutableArray<Button>)[],
    ];

    private static string What(Listener admin, Complaint about)
    {
        if (about.Reply is not { } reply) return admin.Phrases.Line(Phrase.ButtonCaseQuestion);
        var line = reply.ReplaceLineEndings(" ");
        return line.Length <= LabelCut ? line : $"{line[..(char.IsHighSurrogate(line[LabelCut - 1]) ? LabelCut - 1 : LabelCut)]}…";
    }
}
