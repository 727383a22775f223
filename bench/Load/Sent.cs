using MashaBot.Playground;

namespace MashaBot.Load;

/// <summary>What was sent to whom and when, as the playground received it.</summary>
internal static class Sent
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Minute = TimeSpan.FromMinutes(1);

    /// <summary>The rate of what nobody asked for, and the fullest second and minute that any clock could cut out.</summary>
    public static string Since(PlaygroundServer server, IEnumerable<Person> crowd, int seconds)
    {
        var writers = crowd.Select(person => person.Id).ToHashSet();
        var calls = server.Calls.Where(call => call.Method.StartsWith("send", StringComparison.OrdinalIgnoreCase) && call.Chat is not null).OrderBy(call => call.At).ToList();
        var unasked = calls.Where(call => !writers.Contains(call.Chat!.Value)).ToList();
        var chats = unasked.GroupBy(call => call.Chat).ToList();
        return $"""
            unasked: {unasked.Count} messages to {chats.Count} chats in {seconds} s, {unasked.Count / (double)seconds:F1} a second; in any second at most {Most(unasked, Second)}, answers counted too {Most(calls, Second)};
            to one chat in any second at most {chats.Select(chat => Most([.. chat], Second)).DefaultIfEmpty().Max()}, in any minute {chats.Select(chat => Most([.. chat], Minute)).DefaultIfEmpty().Max()}
            """;
    }

    private static int Most(List<ApiCall> calls, TimeSpan within)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < calls.Count; last++)
        {
            while (calls[last].At - calls[first].At >= within) first++;
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }
}
