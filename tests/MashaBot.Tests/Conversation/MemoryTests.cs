using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Tests.Conversation;

public sealed class MemoryTests
{
    private static readonly LocalDate start = new(2026, 1, 1);

    /// <summary>Days since the last recall, the recall, then stability and difficulty as another implementation of FSRS-6 gives them (npm's ts-fsrs 5.4.2, default weights, without its rule for several reviews on one day).</summary>
    [Theory]
    [InlineData("0 Good 2.3065 2.11810397; 2 Good 10.96433194 2.11121424; 10 Good 43.93167 2.1043314; 30 Good 128.30372648 2.09745544")]
    [InlineData("0 Again 0.212 6.4133; 1 Good 1.88678762 6.40211507; 3 Good 7.63823104 6.39094132")]
    [InlineData("0 Hard 1.2931 5.11217071; 1 Hard 3.24941173 6.74045952; 2 Good 7.5007201 6.72894743; 5 Easy 24.56752892 5.62114246")]
    [InlineData("0 Easy 8.2956 1; 8 Good 38.90515015 1; 40 Again 2.87059787 7.02698957; 3 Good 8.18933738 7.01519095; 9 Good 21.42924409 7.00340413")]
    [InlineData("0 Good 2.3065 2.11810397; 5 Again 0.68259825 7.39450274; 1 Again 0.23762817 9.12881914; 1 Hard 0.6662266 9.40689792; 2 Good 1.87658496 9.39271939")]
    [InlineData("0 Good 2.3065 2.11810397; 2 Hard 7.51332013 4.75285849; 30 Again 1.45907962 8.26052864; 7 Easy 10.88135073 7.66450674")]
    public void A_history_of_recalls_gives_what_FSRS_6_gives(string history)
    {
        Memory? memory = null;
        var day = start;
        foreach (var line in history.Split("; ").Select(line => line.Split(' ')))
        {
            day = day.PlusDays(int.Parse(line[0]));
            var recall = Enum.Parse<Recall>(line[1]);
            memory = memory?.After(recall, day) ?? Memory.First(recall, day);
            // It rounds to eight decimals at each step.
            Assert.Equal(double.Parse(line[2]), memory.Stability, 1e-7 * memory.Stability);
            Assert.Equal(double.Parse(line[3]), memory.Difficulty, 1e-7 * memory.Difficulty);
        }
    }

    [Fact]
    public void A_part_is_due_when_it_would_be_recalled_nine_times_in_ten()
    {
        var memory = new Memory(30, 5, start);
        Assert.Equal(start.PlusDays(30), memory.Due);
        Assert.Equal(0.9, memory.Retrievability(memory.Due), 1e-12);
        Assert.Equal(1, memory.Retrievability(start), 1e-12);
    }

    [Fact]
    public void The_next_day_is_the_earliest_and_a_year_the_latest()
    {
        Assert.Equal(start.PlusDays(1), Memory.First(Recall.Again, start).Due);
        Assert.Equal(start.PlusDays(365), new Memory(5000, 1, start).Due);
    }

    [Fact]
    public void Worse_recalls_come_again_sooner()
    {
        var due = Enum.GetValues<Recall>().Select(recall => Memory.First(Recall.Good, start).After(recall, start.PlusDays(3)).Due).ToArray();
        Assert.Equal(due.Order(), due);
        Assert.Equal(4, due.Distinct().Count());
    }

    [Fact]
    public void What_comes_twice_on_a_day_changes_nothing()
    {
        var memory = Memory.First(Recall.Good, start);
        Assert.Same(memory, memory.After(Recall.Again, start));
    }
}
