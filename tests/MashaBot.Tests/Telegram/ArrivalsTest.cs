using System.Text.Json;
using MashaBot.Conversation;
using MashaBot.Telegram;
using Telegram.Bot.Types;

namespace MashaBot.Tests.Telegram;

public sealed class ArrivalsTest
{
    private const string Anna = """ "from":{"id":5,"is_bot":false,"first_name":"Anna"}, "date":1795000000, "message_id":7 """;
    private const string Private = """ "chat":{"id":5,"type":"private"} """;
    private const string Group = """ "chat":{"id":-9,"type":"supergroup","title":"class"} """;

    [Fact]
    public void A_text_keeps_its_number() => Assert.Equal(new Incoming.Text(" w=1 ", 7), Read(Message($"{Private}, \"text\":\" w=1 \"")));

    [Fact]
    public void An_edited_text_names_what_it_was() => Assert.Equal(new Incoming.Edited("w=2", 7), Read($$$"""{"edited_message":{ {{{Anna}}}, {{{Private}}}, "edit_date":1795000001, "text":"w=2"}}"""));

    [Fact]
    public void A_rich_message_is_read_as_it_would_have_been_typed() => Assert.Equal(
        new Incoming.Text("w = \\frac{8}{5}\nx^{2}+1\n\\sigma(x)\n1; 2\n3; 4", 7),
        Read(Message(Private + """
            , "rich_message":{"blocks":[
              {"type":"paragraph","text":["w = ",{"type":"mathematical_expression","expression":"\\frac{8}{5}"}]},
              {"type":"paragraph","text":["x",{"type":"superscript","text":"2"},{"type":"bold","text":"+1"}]},
              {"type":"mathematical_expression","expression":"\\sigma(x)"},
              {"type":"table","cells":[[{"text":"1","align":"left","valign":"top"},{"text":"2","align":"left","valign":"top"}],[{"text":"3","align":"left","valign":"top"},{"text":"4","align":"left","valign":"top"}]]},
              {"type":"something_new","x":1}]}
            """)));

    [Theory]
    [InlineData("\"text\":\"hello all\"", false)]
    [InlineData("\"text\":\"/next\"", true)]
    [InlineData("\"text\":\"/next@MashaBot 3.1\"", true)]
    [InlineData("\"text\":\"/next@OtherBot\"", false)]
    [InlineData("\"text\":\"what does @mashabot say?\"", true)]
    [InlineData("\"text\":\"/2 of it\"", false)]
    [InlineData("\"text\":\"5\",\"reply_to_message\":{\"message_id\":3,\"date\":1,\"chat\":{\"id\":-9,\"type\":\"supergroup\"},\"from\":{\"id\":1,\"is_bot\":true,\"first_name\":\"Masha\"},\"text\":\"?\"}", true)]
    [InlineData("\"new_chat_title\":\"x\"", false)]
    public void In_a_group_it_listens_when_it_is_spoken_to(string content, bool isForUs) =>
        Assert.Equal(isForUs, Read(Message($"{Group}, {content}")) is Incoming.Text);

    [Theory]
    [InlineData("kicked", typeof(Incoming.Blocked))]
    [InlineData("member", typeof(Incoming.Unblocked))]
    public void Blocking_and_unblocking_are_noticed(string status, Type incoming) => Assert.IsType(incoming, Read($$$"""
        {"my_chat_member":{ {{{Private}}}, "from":{"id":5,"is_bot":false,"first_name":"Anna"}, "date":1795000000,
          "old_chat_member":{"status":"member","user":{"id":1,"is_bot":true,"first_name":"Masha"}},
          "new_chat_member":{"status":"{{{status}}}","until_date":0,"user":{"id":1,"is_bot":true,"first_name":"Masha"}} } }
        """));

    [Fact]
    public void A_press_on_a_message_that_is_too_old_to_see_still_counts() => Assert.Equal(new Incoming.Press("next") { Id = "1" }, Read($$$"""
        {"callback_query":{"id":"1","from":{"id":5,"is_bot":false,"first_name":"Anna"},"chat_instance":"1","data":"next","message":{"message_id":7,"date":0,{{{Private}}} } } }
        """));

    [Theory]
    [InlineData("""{"message":{"from":{"id":6,"is_bot":true,"first_name":"B"},"date":1,"message_id":7,"chat":{"id":6,"type":"private"},"text":"x"}}""")]
    [InlineData("""{"message":{"date":1,"message_id":7,"chat":{"id":-5,"type":"channel"},"text":"x"}}""")]
    [InlineData("""{"poll":{"id":"1","question":"q","options":[],"total_voter_count":0,"is_closed":false,"is_anonymous":true,"type":"regular","allows_multiple_answers":false}}""")]
    public void Other_bots_channels_and_what_was_not_asked_for_are_passed_over(string update) => Assert.Null(Read(update));

    [Fact]
    public void A_reply_in_a_group_names_the_group_its_author_and_what_it_replies_to()
    {
        var arrival = Arrive(Message($$"""{{Group}}, "text":"5", "reply_to_message":{"message_id":3,"date":1,"chat":{"id":-9,"type":"supergroup"},"from":{"id":1,"is_bot":true,"first_name":"Masha"},"text":"?"}"""))!;
        Assert.Equal((new LearnerId(5), new MashaBot.Conversation.ChatId(-9), new Place(new(-9), "Anna", MayManage: false)), (arrival.Learner, arrival.Chat, arrival.Place));
        Assert.Equal(new Incoming.Text("5", 7, 3), arrival.Incoming);
    }

    [Fact]
    public void A_comment_below_a_channels_post_is_a_reply_to_the_post()
    {
        var arrival = Arrive(Message($$"""
            {{Group}}, "text":"5", "reply_to_message":{"message_id":30,"date":1,"chat":{"id":-9,"type":"supergroup"},"from":{"id":777000,"is_bot":false,"first_name":"Telegram"},
            "is_automatic_forward":true,"forward_origin":{"type":"channel","date":1,"chat":{"id":-8,"type":"channel","title":"news"},"message_id":3},"text":"?"}
            """))!;
        Assert.Equal((new MashaBot.Conversation.ChatId(-9), new Place(new(-8), "Anna", MayManage: false, IsChannel: true)), (arrival.Chat, arrival.Place));
        Assert.Equal(new Incoming.Text("5", 7, 3), arrival.Incoming);
    }

    [Fact]
    public void Who_writes_as_the_group_may_manage_it_and_answers_nothing()
    {
        var arrival = Arrive("""
            {"message":{"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"sender_chat":{"id":-9,"type":"supergroup","title":"class"},"date":1,"message_id":7,
            "chat":{"id":-9,"type":"supergroup","title":"class"},"text":"/time@MashaBot 19:00","reply_to_message":{"message_id":3,"date":1,"chat":{"id":-9,"type":"supergroup"},"text":"?"}}}
            """)!;
        Assert.Equal((new LearnerId(-9), true), (arrival.Learner, arrival.Place!.MayManage));
        Assert.Equal(new Incoming.Text("/time@MashaBot 19:00", 7), arrival.Incoming);
    }

    [Theory]
    [InlineData("left", "member", typeof(Incoming.Joined))]
    [InlineData("left", "administrator", typeof(Incoming.Joined))]
    [InlineData("member", "administrator", null)]
    [InlineData("member", "left", typeof(Incoming.Blocked))]
    [InlineData("administrator", "kicked", typeof(Incoming.Blocked))]
    public void Coming_into_a_group_and_leaving_it_are_noticed(string before, string after, Type? incoming) => Assert.Equal(incoming, Read($$$"""
        {"my_chat_member":{ {{{Group}}}, "from":{"id":5,"is_bot":false,"first_name":"Anna"}, "date":1795000000,
          "old_chat_member":{{{Member(before)}}}, "new_chat_member":{{{Member(after)}}} } }
        """)?.GetType());

    [Fact]
    public void A_group_that_becomes_a_supergroup_moves() =>
        Assert.Equal(new Incoming.Moved(new(-100)), Read(Message("""
            "chat":{"id":-9,"type":"group","title":"class"}, "migrate_to_chat_id":-100
            """)));

    [Fact]
    public void A_press_in_a_group_keeps_its_id_so_that_the_answer_can_be_shown_to_one() => Assert.Equal(new Incoming.Press("hint 1.1.1 book 1") { Id = "77" }, Read($$$"""
        {"callback_query":{"id":"77","from":{"id":5,"is_bot":false,"first_name":"Anna"},"chat_instance":"1","data":"hint 1.1.1 book 1","message":{"message_id":7,"date":1,{{{Group}}} } } }
        """));

    private static string Member(string status) => status == "administrator"
        ? """{"status":"administrator","user":{"id":1,"is_bot":true,"first_name":"Masha"},"can_be_edited":false,"is_anonymous":false,"can_manage_chat":true,"can_delete_messages":false,"can_manage_video_chats":false,"can_restrict_members":false,"can_promote_members":false,"can_change_info":false,"can_invite_users":false,"can_post_stories":false,"can_edit_stories":false,"can_delete_stories":false}"""
        : $$$"""{"status":"{{{status}}}","until_date":0,"user":{"id":1,"is_bot":true,"first_name":"Masha"} }""";

    private static string Message(string content) => $$$"""{"message":{ {{{Anna}}}, {{{content}}} }}""";

    private static Incoming? Read(string update) => Arrive(update)?.Incoming;

    private static MashaBot.Delivery.Arrival? Arrive(string update) =>
        new Arrivals(new User { Id = 1, IsBot = true, FirstName = "Masha", Username = "MashaBot" })
            .Read(RawUpdatesRequest.Read(JsonElement.Parse(update.Insert(1, "\"update_id\":3,"))));
}
