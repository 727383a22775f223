using System.Collections.Immutable;
using MashaBot.Admin;
using MashaBot.Conversation;
using MashaBot.Sheets;
using MashaBot.Store;
using MashaBot.Tests.Conversation;
using MashaBot.Tests.Store;
using NodaTime;

namespace MashaBot.Tests.Admin;

public sealed class CensusTest
{
    private static readonly PartId part = new(new(1, 1), 1), other = new(new(1, 2), 1);
    private static readonly LocalDate today = new(2026, 11, 24);

    private readonly Census census = new(Chat.Morning);

    [Fact]
    public void Learners_are_counted_by_when_they_last_solved_and_since_when_they_do()
    {
        Add(Of(1, daysAgo: [0]), Of(2, daysAgo: [40, 3]), Of(3, daysAgo: [20]), Of(4, daysAgo: [35]), Of(5, daysAgo: []));
        Assert.Equal((5, (1, 2, 3), (1, 2)), (census.Learners, census.Active, census.New));
    }

    [Fact]
    public void Who_comes_back_after_half_a_year_is_no_newcomer()
    {
        var long_ago = ImmutableDictionary<PartId, Finished>.Empty.Add(part, new(Ending.Right, VariantId.Book, 0, 0, Memory.First(Recall.Good, today.PlusDays(-300))));
        Add(Of(1, daysAgo: [0]) with { Parts = long_ago }, Of(2, daysAgo: [0]));
        Assert.Equal((1, 1), census.New);
    }

    [Fact]
    public void A_day_is_the_learners_own()
    {
        var kamchatka = new DailyHour(new(9, 0), "Asia/Kamchatka");          // where it is six in the evening
        Add(Of(1, daysAgo: [0]) with { Daily = kamchatka }, Of(2, daysAgo: [1]) with { Daily = new(new(9, 0), "America/Los_Angeles") });
        Assert.Equal(2, census.Active.Day);
    }

    [Fact]
    public void Who_cannot_be_reached_and_who_has_stopped_get_nothing_by_schedule()
    {
        Add(Of(1, daysAgo: []), Of(2, daysAgo: []) with { Due = null }, Of(3, daysAgo: []) with { Reachable = false });
        Assert.Equal((1, 1), (census.Daily, census.Unreachable));
    }

    [Fact]
    public void A_group_is_no_learner()
    {
        Add(Of(-100, daysAgo: []), Of(1, daysAgo: []));
        Assert.Equal((1, 1, 1), (census.Learners, census.Daily, census.Groups));
    }

    [Fact]
    public void What_cannot_be_read_is_counted_and_passed_over()
    {
        census.Add(new Kept.OfLearner(1, 1, "{ broken"));
        census.Add(new Kept.OfLearner(2, 99, "{}"));
        Assert.Equal((2, 0, 0), (census.Learners, census.Daily, census.Unreachable));
    }

    [Fact]
    public void Right_at_the_first_try_is_told_of_parts_that_were_tried()
    {
        var parts = ImmutableDictionary<PartId, Finished>.Empty
            .Add(part, new(Ending.Right, VariantId.Book, Hints: 1, Tries: 0))
            .Add(other, new(Ending.Right, VariantId.Book, 0, Tries: 2))
            .Add(new(new(1, 1), 2), new(Ending.Skipped, VariantId.Book, 0, Tries: 0))
            .Add(new(new(1, 1), 3), new(Ending.Shown, VariantId.Book, 0, Tries: 1));
        Add(Of(1, daysAgo: []) with { Parts = parts });
        Assert.Equal(33, census.FirstTry);                                       // one of three; what was skipped untried tells nothing
    }

    [Fact]
    public void The_hardest_parts_come_first_and_only_where_there_are_enough_replies()
    {
        Replies(part, "wrong", 15);
        Replies(part, "right", 5);
        Replies(other, "partly", 10);
        Replies(other, "right", 30);
        Replies(new(new(1, 1), 2), "wrong", Census.LeastReplies - 1);
        Replies(new(new(1, 1), 3), "right", 50);
        Assert.Equal([("1.1.1", 20, 15, 75), ("1.2.1", 40, 10, 25)], census.Hardest);
    }

    [Fact]
    public void Replies_that_were_not_judged_say_nothing_of_a_part()
    {
        foreach (var verdict in new[] { "unreadable", "undecided", "named", "self-check", "self-mark" }) Replies(part, verdict, 30);
        Assert.Equal((0, 60), (census.Judged, census.Unread));
        Assert.Empty(census.Hardest);
    }

    [Fact]
    public void Mistakes_are_those_of_all_learners_and_slips_too()
    {
        Replies(part, "wrong", 3, "factor-lost");
        Replies(other, "wrong", 4, "gone-from-the-course");
        Add(Of(1, daysAgo: []) with { Slips = Slips(("dropped-term", 2, null), ("1.1.1:factor-lost", 9, "factor-lost")) }, Of(2, daysAgo: []) with { Slips = Slips(("dropped-term", 1, null)) });
        Assert.Equal([("1.2.1", "gone-from-the-course", 4), ("1.1.1", "factor-lost", 3)], census.Mistakes);
        Assert.Equal([("dropped-term", 3)], census.Slips);
        var said = CensusWords.Tell(new(Of(9, daysAgo: []), TinyCourse.Phrases), census, (5, 1), TinyCourse.Course).Body.ToText();
        Assert.Contains("3 раза, 1.1.1 (factor-lost): Похоже, множитель потерялся.", said);
        Assert.Contains($"3 раза: {TinyCourse.Phrases.Line(Phrase.SlipDroppedTerm)}", said);
        Assert.DoesNotContain("gone-from-the-course", said);
        Assert.DoesNotMatch(@"\{[a-z]+[|}]", said);
    }

    private void Add(params Learner[] learners)
    {
        foreach (var learner in learners) census.Add(new Kept.OfLearner(learner.Id.Value, LearnerForm.Current, StoreJson.Write(learner)));
    }

    private void Replies(PartId about, string verdict, int times, string? mistake = null)
    {
        for (var i = 0; i < times; i++) census.Add(new Attempt(new(i + 1), about, VariantId.Book, "7", verdict, mistake, Chat.Morning).Keep());
    }

    private static Learner Of(long id, int[] daysAgo) => SomeLearner.Of(id, Chat.Morning) with
    {
        Diary = daysAgo.OrderDescending().Aggregate(Diary.Empty, (diary, ago) => diary.Add(today.PlusDays(-ago), solved: 1, replies: 1)),
    };

    private static ImmutableDictionary<string, Slip> Slips(params (string Key, int Times, string? Mistake)[] slips) =>
        slips.ToImmutableDictionary(slip => slip.Key, slip => new Slip(slip.Times, today, part, VariantId.Book, slip.Mistake));
}
