namespace MashaBot.Tests.Admin;

public sealed class ReloadTest : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = await Office.Open();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task New_words_are_in_use_at_once_and_whoever_is_in_the_middle_of_a_problem_goes_on()
    {
        var anna = await office.Learner("Anna");
        var before = (await office.Bot.Kept(anna))!.Dealt;
        office.Change("01-first/01-sum/ru.md", "Чему равен $y$?", "Сколько же это, $y$?");
        office.Change("phrases.ru.yaml", "Открытых случаев нет.", "Тишина и покой.");
        Assert.Contains("листочков 1, задачек 2, пунктов 4", await Reload());
        Assert.Contains("Тишина и покой", (await office.Hear("/cases")).Text);
        office.Bot.Server.Say(anna, "/next");
        await office.Bot.Hear(anna, message => message.Text.Contains("Сколько же это", StringComparison.Ordinal));
        Assert.Equal(before, (await office.Bot.Kept(anna))!.Dealt);
        await office.Bot.Ask(anna, "6");
        await office.Bot.Quiet();
        Assert.Equal("right", Assert.Single(await office.Bot.Store.Attempts(new(anna.Id))).Verdict);
    }

    [Fact]
    public async Task Faults_are_told_with_file_and_line_and_change_nothing()
    {
        office.Change("01-first/01-sum/problem.yaml", "answer: y^2", "answer: z^2");
        var said = await Reload();
        Assert.Contains("Оставила как было", said);
        Assert.Matches(@"01-sum[/\\]problem\.yaml:\d+: ", said);
        var anna = await office.Learner("Anna");
        Assert.Contains("✅", (await office.Bot.Ask(anna, "6")).Text);
    }

    [Fact]
    public async Task What_only_shows_when_it_is_worked_out_is_found_too()
    {
        office.Change("01-first/01-sum/problem.yaml", "right: [\"6\"]", "right: [\"5\"]");
        Assert.Contains("Оставила как было", await Reload());
    }

    [Fact]
    public async Task An_open_question_that_the_course_no_longer_has_is_let_go_gently()
    {
        var anna = await office.Learner("Anna");
        Directory.Delete(Path.Combine(office.Content, "01-first", "01-sum"), recursive: true);
        office.Change("01-first/sheet.yaml", "problems: [1, 2]", "problems: [2]");
        Assert.Contains("задачек 1", await Reload());
        Assert.Contains("открытых вопросов нет", (await office.Bot.Ask(anna, "6")).Text);
        await office.Bot.Ask(anna, "/next");
        await office.Bot.Quiet();
        Assert.Contains("Назови", string.Join('\n', office.Bot.Heard(anna)));
        Assert.DoesNotContain(office.Bot.Heard(anna), text => text.Contains("сломалось", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Figures_that_can_no_longer_be_dealt_are_let_go_gently()
    {
        var anna = await office.Learner("Anna");
        var seed = new MashaBot.Sheets.VariantId(3);
        await office.Bot.Store.Change([new(anna.Id)], batch => batch.Put(batch.Find(new(anna.Id))! is var learner ? learner with { Dealt = learner.Dealt! with { Variant = seed } } : null!));
        office.Change("01-first/01-sum/problem.yaml", "  x: { from: 3, to: 9 }\n", "  x: { from: 3, to: 9 }\nrequire: [x < 3]\n");
        var read = MashaBot.Cli.ContentFolder.Read(office.Content);
        office.Bot.Stage.Change(read.Content!);                                    // a check would refuse it: the variants that learners have are many more than it tries
        Assert.Contains("открытых вопросов нет", (await office.Bot.Ask(anna, "6")).Text);
        Assert.DoesNotContain(office.Bot.Heard(anna), text => text.Contains("сломалось", StringComparison.Ordinal));
    }

    private async Task<string> Reload() => (await office.Hear("/reload", message => message.Text.Contains("Готово, всё проверено", StringComparison.Ordinal) || message.Text.Contains("Оставила как было", StringComparison.Ordinal))).Text;
}
