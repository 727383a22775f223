using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Playground;

namespace MashaBot.Tests.Delivery;

public sealed class BotTest : IAsyncLifetime
{
    private RunningBot bot = null!;
    private Person anna = null!;

    public async ValueTask InitializeAsync()
    {
        bot = await RunningBot.Start();
        anna = bot.Server.Meet("Anna");
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public async Task A_message_is_answered_kept_and_confirmed()
    {
        Assert.Equal("w = 1,6", (await bot.Ask(anna, "w = 1,6")).Text);
        await bot.Quiet();
        Assert.Equal(1, (await bot.Kept(anna))!.Rounds);
        Assert.Equal("w = 1,6", Assert.Single(await bot.Store.Attempts(new(anna.Id))).Reply);
    }

    [Fact]
    public async Task Progress_is_there_after_a_restart()
    {
        await bot.Ask(anna, "one");
        await bot.Restart();
        await bot.Ask(anna, "two");
        Assert.Equal(2, (await bot.Kept(anna))!.Rounds);
        Assert.Equal(["one", "two"], bot.Heard(anna));
    }

    [Fact]
    public async Task What_was_said_while_the_bot_was_away_is_answered_in_order()
    {
        await bot.End();
        for (var i = 0; i < 5; i++) bot.Server.Say(anna, $"{i}");
        await bot.Begin();
        await bot.Quiet();
        Assert.Equal(["0", "1", "2", "3", "4"], bot.Heard(anna));
    }

    [Fact]
    public async Task An_update_that_comes_again_is_not_answered_again()
    {
        await bot.Ask(anna, "first");
        await bot.End();
        var update = bot.Server.InjectUpdate(Text(anna, "once"));
        var again = Text(anna, "once");
        again["update_id"] = update;
        bot.Server.InjectUpdate(again);
        await bot.Begin();
        await bot.Hear(anna, message => message.Text == "once");
        await bot.Ask(anna, "then");
        Assert.Equal(["first", "once", "then"], bot.Heard(anna));
        Assert.True(bot.Log.Has($"Update {update} of {anna.Id} came again"));
    }

    [Fact]
    public async Task Updates_that_come_out_of_order_and_several_times_are_each_answered_once()
    {
        await bot.Ask(anna, "first");
        await bot.End();
        var first = bot.Server.InjectUpdate(Text(anna, "0"));
        foreach (var number in (int[])[3, 1, 3, 2, 1, 3])
        {
            var update = Text(anna, $"{number}");
            update["update_id"] = first + number;
            bot.Server.InjectUpdate(update);
        }
        await bot.Begin();
        await bot.Quiet();
        Assert.Equal(["first", "0", "3", "1", "2"], bot.Heard(anna));
        Assert.Equal(5, (await bot.Kept(anna))!.Rounds);
        await bot.Restart();
        Assert.Equal("then", (await bot.Ask(anna, "then")).Text);
    }

    [Fact]
    public async Task Of_the_updates_of_a_learner_the_last_twenty_are_remembered()
    {
        for (var i = 1; i <= 30; i++) await bot.Desk.Receive(new(new(anna.Id), new(anna.Id), new Incoming.Unblocked(), i));
        Assert.Null(await bot.Kept(anna));   // nobody who only unblocks is somebody
        bot.Server.Say(anna, "hello");
        await bot.Quiet();
        for (var i = 1001; i <= 1030; i++) await bot.Desk.Receive(new(new(anna.Id), new(anna.Id), new Incoming.Unblocked(), i));
        Assert.Equal(Enumerable.Range(1011, 20).Select(i => (long)i), (await bot.Kept(anna))!.RecentUpdates);
    }

    [Fact]
    public async Task Trouble_with_one_learner_is_said_kindly_and_disturbs_nobody_else()
    {
        var boris = bot.Server.Meet("Boris");
        bot.On = (learner, incoming, now) => learner.Id.Value == boris.Id ? throw new InvalidOperationException("ours") : RunningBot.Echo(learner, incoming, now);
        bot.Server.Say(boris, "my secret words");
        bot.Server.Say(anna, "hi");
        await bot.Quiet();
        Assert.Equal("trouble", Assert.Single(bot.Heard(boris)));
        Assert.Equal("hi", Assert.Single(bot.Heard(anna)));
        Assert.Contains($"A turn of {boris.Id} failed", bot.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("my secret words", bot.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_of_a_learner_and_cannot_be_read_is_not_overwritten()
    {
        await bot.Ask(anna, "hi");
        await bot.End();
        using (var file = new LiteDB.LiteDatabase(Path.Combine(bot.Folder, "masha.db")))
        {
            var learner = file.GetCollection("learners").FindById(anna.Id);
            learner["body"] = "{ broken";
            file.GetCollection("learners").Update(learner);
        }
        await bot.Begin();
        Assert.Equal("trouble", (await bot.Ask(anna, "hello?")).Text);
        await bot.End();
        using (var file = new LiteDB.LiteDatabase(Path.Combine(bot.Folder, "masha.db")))
            Assert.Equal("{ broken", file.GetCollection("learners").FindById(anna.Id)["body"].AsString);
        await bot.Begin();
    }

    [Fact]
    public async Task A_press_is_answered_at_once_and_does_what_it_says()
    {
        bot.On = (learner, incoming, now) => incoming is Incoming.Text
            ? new(learner, [RunningBot.Says("choose") with { Buttons = [[new("Hint", "hint 3.1.4")], [new("Skip", "skip 3.1.4"), new("Next", "next")]] }], [])
            : RunningBot.Echo(learner, incoming, now);
        var message = await bot.Ask(anna, "hi");
        var press = bot.Server.Press(anna, message, "Skip");
        await bot.Server.WaitForAnswer(press);
        Assert.Equal("pressed skip 3.1.4", (await bot.Hear(anna, after: message.Id)).Text);
    }

    [Fact]
    public async Task Edited_messages_pictures_stickers_and_voices_come_as_what_they_are()
    {
        var said = bot.Server.Say(anna, "1,5");
        bot.Server.Edit(anna, said.Id, "1,6");
        bot.Server.SendSticker(anna);
        bot.Server.SendVoice(anna);
        bot.Server.Send(anna, new() { ["location"] = new System.Text.Json.Nodes.JsonObject { ["latitude"] = 55.7, ["longitude"] = 37.6 } });
        await bot.Quiet();
        Assert.Equal(["1,5", "edited 1,6", "Sticker", "Voice", "Location"], bot.Heard(anna));
    }

    [Fact]
    public async Task Who_blocks_the_bot_is_left_alone_until_they_come_back()
    {
        await bot.Ask(anna, "hi");
        bot.Server.Block(anna);
        await bot.Quiet();
        Assert.False((await bot.Kept(anna))!.Reachable);
        bot.Server.Unblock(anna);
        await RunningBot.Eventually(async () => (await bot.Kept(anna))!.Reachable);
        Assert.Equal("back", (await bot.Ask(anna, "back")).Text);
    }

    [Fact]
    public async Task The_menu_shows_the_commands()
    {
        await bot.Ask(anna, "hi");
        await RunningBot.Eventually(() => bot.Server.Menu(anna) is [("help", "what to do")]);
    }

    [Fact]
    public async Task After_the_store_fails_nothing_is_confirmed_and_the_process_ends()
    {
        bot.On = (learner, _, _) => new(learner with { Id = new(0) }, [RunningBot.Says("never")], []);
        bot.Server.Say(anna, "hi");
        await RunningBot.Eventually(() => bot.Exit.Code == MashaBot.Delivery.Exit.Failed);
        Assert.Equal(1, bot.Server.UpdatesPending);
        bot.On = RunningBot.Echo;
        await bot.Restart();
        await bot.Quiet();
        Assert.Equal(["hi"], bot.Heard(anna));
    }

    private static System.Text.Json.Nodes.JsonObject Text(Person person, string words) => new()
    {
        ["message"] = new System.Text.Json.Nodes.JsonObject
        {
            ["message_id"] = 900,
            ["date"] = 1_795_000_000,
            ["chat"] = new System.Text.Json.Nodes.JsonObject { ["id"] = person.Id, ["type"] = "private", ["first_name"] = person.Name },
            ["from"] = new System.Text.Json.Nodes.JsonObject { ["id"] = person.Id, ["is_bot"] = false, ["first_name"] = person.Name },
            ["text"] = words,
        },
    };

    [Fact]
    public async Task The_number_of_a_question_comes_back_to_the_conversation_and_a_reply_names_it()
    {
        var asking = new Asking(new(new(1, 1), 2), MashaBot.Sheets.VariantId.Book);
        var heard = new List<Incoming>();
        bot.On = (learner, incoming, _) =>
        {
            heard.Add(incoming);
            return new(learner, incoming is Incoming.Text { ReplyTo: null } ? [new(MashaBot.Sheets.Prose.Parse("What is y?")) { About = asking }] : [], []);
        };
        var question = await bot.Ask(anna, "go");
        await bot.Quiet();
        bot.Server.Say(anna, "6", replyTo: question.Id);
        await bot.Quiet();
        Assert.Contains(new Incoming.Asked(question.Id, asking), heard);
        Assert.Contains(heard, incoming => incoming is Incoming.Text("6", _, var replyTo) && replyTo == question.Id);
    }

    [Fact]
    public async Task A_reaction_reaches_the_learners_message_and_holds_nothing_up()
    {
        bot.On = (learner, incoming, _) => new(learner, incoming is Incoming.Text(_, var id, _)
            ? [new(MashaBot.Sheets.Prose.Empty) { Reaction = new(id, "🔥") }, new(MashaBot.Sheets.Prose.Empty) { Reaction = new(999_999, "🔥") }, new(MashaBot.Sheets.Prose.Parse("Right!"))]
            : [], []);
        Assert.Equal("Right!", (await bot.Ask(anna, "6")).Text);
        Assert.Equal("🔥", bot.Server.Messages(anna).First(message => !message.FromBot).Reaction);
    }

    [Fact]
    public async Task Who_asks_for_it_gets_all_that_is_kept_as_a_file_and_who_wants_to_be_forgotten_is()
    {
        await bot.Ask(anna, "w = 1,6");
        bot.On = (learner, incoming, _) => new(learner, [new(MashaBot.Sheets.Prose.Parse("Here"))], [])
        {
            Requests = incoming is Incoming.Text("export", _, _) ? [new Request.Export()] : incoming is Incoming.Text("forget", _, _) ? [new Request.Forget()] : [],
        };
        bot.Server.Say(anna, "export");
        var file = await bot.Hear(anna, message => message.Kind == MessageKind.Document);
        Assert.Contains("sendDocument", bot.Server.Calls.Select(call => call.Method));
        Assert.NotNull(file);
        var kept = await bot.Store.Export(new(anna.Id));
        Assert.Contains("w = 1,6", kept, StringComparison.Ordinal);
        Assert.Equal(anna.Id, System.Text.Json.JsonDocument.Parse(kept).RootElement.GetProperty("Learner").GetProperty("Id").GetInt64());

        Assert.Equal("Here", (await bot.Ask(anna, "forget")).Text);
        await bot.Quiet();
        Assert.Null(await bot.Store.Find(new(anna.Id)));
        Assert.Empty(await bot.Store.Attempts(new(anna.Id)));
    }

    [Fact]
    public async Task What_was_promised_is_done_although_the_process_ends_right_after()
    {
        var complaint = new Complaint(new(anna.Id), new(new(1, 2), 3), MashaBot.Sheets.VariantId.Book, "104,5", "wrong", NodaTime.Instant.FromUtc(2026, 11, 24, 6, 0));
        await bot.Ask(anna, "w = 1,6");
        await Ends(new Request.Complain(complaint));
        await Ends(new Request.Export());
        Assert.NotNull(await bot.Hear(anna, message => message.Kind == MessageKind.Document));
        await Ends(new Request.Forget());
        Assert.Null(await bot.Kept(anna));
        Assert.Empty(await bot.Store.Notes("complaint"));

        async Task Ends(Request request)
        {
            var isTaken = false;
            bot.On = (learner, _, _) =>
            {
                isTaken = true;
                _ = bot.Desk.StopAsync(TestContext.Current.CancellationToken);      // the door closes behind this turn
                return new(learner, [], []) { Requests = [request] };
            };
            bot.Server.Say(anna, "please");
            await RunningBot.Eventually(() => isTaken);
            await bot.Restart();
            bot.On = RunningBot.Echo;
            await bot.Quiet();
        }
    }

    [Fact]
    public async Task A_complaint_is_kept_with_its_case()
    {
        var complaint = new Complaint(new(anna.Id), new(new(1, 2), 3), MashaBot.Sheets.VariantId.Book, "104,5", "wrong", NodaTime.Instant.FromUtc(2026, 11, 24, 6, 0));
        bot.On = (learner, _, _) => new(learner, [new(MashaBot.Sheets.Prose.Parse("Noted"))], []) { Requests = [new Request.Complain(complaint)] };
        await bot.Ask(anna, "this is wrong");
        await bot.Quiet();
        Assert.Equal(complaint, MashaBot.Store.StoreJson.Read<Complaint>(Assert.Single(await bot.Store.Notes("complaint")).Body));
    }
}
