using System.Text;
using MashaBot.Conversation;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Tests.Conversation;

/// <summary>A learner's first fortnight with the whole course: mostly right, sometimes not, two days away. Its transcript lies beside the tests, to be read.</summary>
public sealed class FortnightTests
{
    private static readonly string content = Path.Combine(AppContext.BaseDirectory, "content");
    private static readonly Course course = Course.Load(content).Course!;
    private static readonly Phrasebook phrasebook = Phrasebook.Load(content).Book!;

    private readonly StringBuilder transcript = new();
    private readonly Random random = new(20261124);
    private readonly Chat chat = new(course, phrasebook);
    private readonly List<LocalDate> reviews = [];

    [Theory, InlineData("ru"), InlineData("en")]
    public void A_fortnight_reads_well_and_keeps_its_promises(string language)
    {
        Say("/start");
        Press(new Pressed.Form(MessageForm.Rich).Data);
        Press($"language {language}");
        var away = new[] { 6, 7 };
        for (var day = 0; day < 14; day++)
        {
            var due = chat.Learner.Due!.Value;
            if (day > 0)
            {
                chat.Now = due;
                Take(() => chat.DayComes());
                Assert.NotEmpty(chat.Answer);
                Assert.All(chat.Answer, message => Assert.True(message.Unasked));
                Assert.Empty(chat.DayComes().Answer);                              // once a day, whatever ticks
                Assert.Equal(Duration.FromDays(1), chat.Learner.Due!.Value - due);
            }
            if (!away.Contains(day)) Work();
            if (day % 5 == 4) Say("/progress");
        }
        Say("/mistakes");
        Say("/review");

        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, $"fortnight.{language}.txt"), transcript.ToString());
        Assert.True(chat.Learner.Parts.Count >= 30, $"{chat.Learner.Parts.Count} parts ended in twelve days");
        Assert.True(reviews.Count >= 4, $"{reviews.Count} reviews came");
        Assert.Equal(reviews.Distinct(), reviews);                                 // never two a day by themselves
        Assert.Equal(6, chat.Learner.Streak.Days);                                 // two days away, no freeze earned before them
        Assert.Equal(6, chat.Learner.Streak.Best);
        Assert.NotEmpty(chat.Learner.Slips);
        Assert.DoesNotContain("Exception", transcript.ToString());
        Assert.DoesNotMatch(@"\{[a-z]+[|}]", transcript.ToString());               // nothing was left unfilled
    }

    /// <summary>The day's sitting to its end, and the review that may follow it.</summary>
    private void Work()
    {
        for (var asked = 0; asked < 12 && Open() is var (problem, variant, part, isReview); asked++)
        {
            if (isReview) reviews.Add(chat.Learner.Daily.Day(chat.Now));
            chat.Now += Duration.FromMinutes(2);
            if (random.Next(4) == 0) Say(Wrong(variant, part));
            if (random.Next(8) == 0) Say("/hint");
            if (!IsOpen(part)) continue;                                           // followed from an earlier wrong answer, say
            if (random.Next(10) == 0) Solution();
            else if (variant.Problem.Part(part.Number).Kind is ReplyKind.SelfCheck)
            {
                Say("так-то и так-то");
                Press(new Pressed.Mark(part, SelfMark.Yes).Data);
            }
            else
            {
                Say(variant.Answer(part.Number, chat.Learner.Language).ToText());
                Assert.True(!IsOpen(part), $"{part}, variant {variant.Id} of {problem}: the answer is not accepted:\n{chat.Said}");
            }
        }
    }

    private void Solution()
    {
        Say("/solution");
        if (chat.Buttons.FirstOrDefault(button => button.Data.StartsWith("show ", StringComparison.Ordinal)) is { } sure) Press(sure.Data);
    }

    private (ProblemId Problem, Variant Variant, PartId Part, bool IsReview)? Open() => chat.Learner switch
    {
        { Review: { } review } => (review.Dealt.Problem, Deal(review.Dealt), review.Asked.Part, true),
        { Asked: { } asked, Dealt: { } dealt } => (dealt.Problem, Deal(dealt), asked.Part, false),
        _ => null,
    };

    private bool IsOpen(PartId part) => Open() is var (_, _, open, _) && open == part;

    private static Variant Deal(Dealt dealt) => course.Find(dealt.Problem)!.Deal(dealt.Variant);

    /// <summary>A slip that the author foresaw, as far as it can be typed; else something that is wrong anywhere.</summary>
    private string Wrong(Variant variant, PartId part) => variant.Problem.Part(part.Number).Kind.IsChoice ? "1" : random.Next(2) == 0 ? "41" : "-0,125";

    private void Say(string words) => Take(() => chat.Say(words), words);

    private void Press(string data) => Take(() => chat.PressData(data), $"[{chat.Buttons.FirstOrDefault(button => button.Data == data)?.Label ?? data}]");

    private void Take(Action turn, string? words = null)
    {
        turn();
        transcript.AppendLine().AppendLine($"───── {chat.Now.InZone(chat.Learner.Daily.Clock).LocalDateTime:ddd dd.MM HH:mm} {(words is null ? "" : $"» {words}")}");
        foreach (var message in chat.Answer)
        {
            Assert.True(message.Reaction is not null || message.Body.ToText().Trim().Length > 0);
            transcript.AppendLine(message.Reaction is { } reaction ? $"({reaction.Emoji})" : message.Body.ToText());
            if (!message.Buttons.IsEmpty) transcript.AppendLine(string.Join(" ", message.Buttons.SelectMany(row => row).Select(button => $"[{button.Label}]")));
        }
    }
}
