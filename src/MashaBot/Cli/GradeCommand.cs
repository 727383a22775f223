using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Cli;

/// <summary><c>grade</c>: judges replies, a JSON line each: <c>{"id":"3.1.4","variant":"book","reply":"4x+3y"}</c>.</summary>
internal static class GradeCommand
{
    public static System.CommandLine.Command Create(Func<ContentFolder?> load)
    {
        var command = new System.CommandLine.Command("grade", "Judges replies: JSON lines {\"id\", \"variant\", \"reply\"} in, {\"verdict\", \"mistake\", \"message\"} out. \"earlier\": {\"1\": \"reply\"} tells replies to earlier parts, from which this one may follow.");
        command.SetAction(_ => load() is { } content
            ? Lines.Answer(Console.In, Console.Out, line => Grade(content, line))
            : 1);
        return command;
    }

    internal static object Grade(ContentFolder content, JsonElement line) =>
        Grade(content, line.Required("id"), line.Optional("variant") ?? "book", line.Required("reply"), line.Optional("language"), Earlier(line));

    internal static object Grade(ContentFolder content, string id, string variant, string reply, string? language = null, IReadOnlyDictionary<int, string>? earlier = null)
    {
        var part = PartId.Parse(id, null);
        var problem = content.Course.Find(part.Problem) ?? throw new FormatException($"There is no problem {part.Problem}.");
        var asked = problem.Parts.FirstOrDefault(known => known.Id == part) ?? throw new FormatException($"Problem {part.Problem} has no part {part.Number}.");
        var dealt = problem.Deal(VariantId.Parse(variant, null));
        var verdict = dealt.Judge(part.Number, reply, earlier ?? ImmutableDictionary<int, string>.Empty);
        var phrases = content.Phrasebook[language == Language.English.Id ? Language.English : Language.Russian];
        return new
        {
            verdict = Family(verdict),
            reason = verdict.Code,
            mistake = verdict.RecognisedMistake,
            cause = verdict.RecognisedCause?.Code,
            place = verdict.RecognisedCause is Cause.Slip(_, var at) ? new { node = at.Node, pass = at.Pass == SlipPass.Backward ? "backward" : "forward", function = at.Function } : null,
            message = VerdictWords.Say(verdict, dealt, asked, reply, tries: 0, phrases, luck: 0).ToText(),
        };
    }

    private static ImmutableDictionary<int, string> Earlier(JsonElement line) =>
        !line.TryGetProperty("earlier", out var earlier) || earlier.ValueKind == JsonValueKind.Null ? ImmutableDictionary<int, string>.Empty
        : earlier.ValueKind != JsonValueKind.Object ? throw new FormatException("\"earlier\" is an object of replies: {\"1\": \"2.5\"}.")
        : earlier.EnumerateObject().ToImmutableDictionary(
            part => int.TryParse(part.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"\"{part.Name}\" under \"earlier\" is no part's number."),
            part => part.Value.Text(part.Name) ?? "");

    /// <summary>The four families that scripts rely on, and one for replies that only the learner can judge; <c>reason</c> tells more.</summary>
    private static string Family(Verdict verdict) => verdict switch
    {
        Verdict.Right => "right",
        Verdict.Partly or Verdict.Coarse or Verdict.OtherForm or Verdict.RoundedEarly or Verdict.Carried => "partly",
        Verdict.Wrong or Verdict.Misfits => "wrong",
        Verdict.SelfCheck => "self-check",
        _ => "unreadable",
    };
}
