using System.Text.Json;
using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Sheets;
using MashaBot.Store;
using Microsoft.Extensions.Logging;

namespace MashaBot.Admin;

/// <summary>Where the cases lie in which learners think that the bot is wrong, and where they are answered.</summary>
internal sealed class CaseDesk(ILearnerStore store, Desk desk, Stage stage, Voice voice, ILogger<CaseDesk> logger)
{
    /// <summary>Those that wait, oldest first.</summary>
    public async Task<IReadOnlyList<OpenCase>> Waiting() =>
        [.. (await store.Notes(Requests.Complaint)).Select(Read).OfType<OpenCase>().OrderBy(known => known.About.At).ThenBy(known => known.Number)];

    public async Task List(Listener admin, int from) => await voice.Say(admin, CaseWords.List(admin, await Waiting(), from));

    public async Task Open(Listener admin, long number)
    {
        var cases = await Waiting();
        var place = Place(cases, number);
        if (place < 0) await voice.Say(admin, CaseWords.Behind(admin, Phrase.CaseGone, cases, 0));
        else await voice.Say(admin, CaseWords.Show(admin, cases, place, await Asked(admin, cases[place].About)));
    }

    public async Task Close(Listener admin, long number)
    {
        var place = Place(await Waiting(), number);
        var isOpen = false;
        await desk.Change([], batch =>
        {
            isOpen = batch.Find(Requests.Complaint, number) is not null;
            if (isOpen) batch.Drop(Requests.Complaint, number);
        });
        await voice.Say(admin, CaseWords.Behind(admin, isOpen ? Phrase.CaseClosed : Phrase.CaseGone, await Waiting(), Math.Max(place, 0)));
    }

    /// <summary>The answer goes to the learner and the case is closed in one commit: nobody is answered twice.</summary>
    public async Task Answer(Listener admin, long number, string words)
    {
        var cases = await Waiting();
        var place = Place(cases, number);
        var done = place < 0 ? Phrase.CaseGone : await Answer(cases[place], words);
        await voice.Say(admin, CaseWords.Behind(admin, done, await Waiting(), Math.Max(place, 0)));
    }

    /// <returns>What became of it.</returns>
    private async Task<Phrase> Answer(OpenCase open, string words)
    {
        var (number, about) = open;
        if (await voice.Of(about.Learner) is not { } learner) return Phrase.CaseNobody;
        var answer = CaseWords.Answer(learner, about, Dealt(about)?.Question(about.Part.Number, learner.Learner.Language), words);
        var done = Phrase.CaseGone;
        await desk.Change([about.Learner], batch =>
        {
            if (batch.Find(Requests.Complaint, number) is null) done = Phrase.CaseGone;
            else if (batch.Look(about.Learner) is not { Reachable: true }) done = Phrase.CaseNobody;
            else
            {
                batch.Say(about.Learner, learner.Learner.Chat, answer);
                batch.Drop(Requests.Complaint, number);
                done = Phrase.CaseAnswered;
            }
        });
        return done;
    }

    /// <summary>Statement and question, in the learner's language.</summary>
    private async Task<Prose?> Asked(Listener admin, Complaint about)
    {
        var language = (await store.Look(about.Learner))?.Language ?? admin.Learner.Language;
        return Dealt(about) is { } variant ? variant.Statement(language) + variant.Question(about.Part.Number, language) : null;
    }

    private Variant? Dealt(Complaint about) =>
        stage.Content.Course.Find(about.Part.Problem) is { } problem && problem.Parts.Any(part => part.Id == about.Part) && problem.TryDeal(about.Variant, out var variant, out _) ? variant : null;

    private OpenCase? Read(Note note)
    {
        try { return new(note.Id, StoreJson.Read<Complaint>(note.Body)); }
        catch (JsonException)
        {
            logger.UnreadableCase(note.Id);
            return null;
        }
    }

    private static int Place(IReadOnlyList<OpenCase> cases, long number) => cases.Index().FirstOrDefault(known => known.Item.Number == number, (-1, null!)).Index;
}

internal static partial class CaseDeskLog
{
    [LoggerMessage(LogLevel.Error, "Case {Number} cannot be read; it is left as it is")]
    public static partial void UnreadableCase(this ILogger logger, long number);
}
