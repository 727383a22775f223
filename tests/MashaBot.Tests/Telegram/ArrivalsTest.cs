using System.Text.Json;
using MashaBot.Conversation;
using MashaBot.Telegram;
using Telegram.Bot;
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
        Assert.Equal(isForUs ? new Incoming.InGroup() : null, Read(Message($"{Group}, {content}")));

    [Theory]
    [InlineData("kicked", typeof(Incoming.Blocked))]
    [InlineData("member", typeof(Incoming.Unblocked))]
    public void Blocking_and_unblocking_are_noticed(string status, Type incoming) => Assert.IsType(incoming, Read($$$"""
        {"my_chat_member":{ {{{Private}}}, "from":{"id":5,"is_bot":false,"first_name":"Anna"}, "date":1795000000,
          "old_chat_member":{"status":"member","user":{"id":1,"is_bot":true,"first_name":"Masha"}},
          "new_chat_member":{"status":"{{{status}}}","until_date":0,"user":{"id":1,"is_bot":true,"first_name":"Masha"}} } }
        """));

    [Fact]
    public void A_press_on_a_message_that_is_too_old_to_see_still_counts() => Assert.Equal(new Incoming.Press("next"), Read($$$"""
        {"callback_query":{"id":"1","from":{"id":5,"is_bot":false,"first_name":"Anna"},"chat_instance":"1","data":"next","message":{"message_id":7,"date":0,{{{Private}}} } } }
        """));

    [Theory]
    [InlineData("""{"message":{"from":{"id":6,"is_bot":true,"first_name":"B"},"date":1,"message_id":7,"chat":{"id":6,"type":"private"},"text":"x"}}""")]
    [InlineData("""{"message":{"date":1,"message_id":7,"chat":{"id":-5,"type":"channel"},"text":"x"}}""")]
    [InlineData("""{"poll":{"id":"1","question":"q","options":[],"total_voter_count":0,"is_closed":false,"is_anonymous":true,"type":"regular","allows_multiple_answers":false}}""")]
    public void Other_bots_channels_and_what_was_not_asked_for_are_passed_over(string update) => Assert.Null(Read(update));

    private static string Message(string content) => $$$"""{"message":{ {{{Anna}}}, {{{content}}} }}""";

    private static Incoming? Read(string update) =>
        new Arrivals(new User { Id = 1, IsBot = true, FirstName = "Masha", Username = "MashaBot" })
            .Read(JsonSerializer.Deserialize<Update>(update.Insert(1, "\"update_id\":3,"), JsonBotAPI.Options)!)?.Incoming;
}
