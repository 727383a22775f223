using System.Collections.Immutable;
using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Admin;

/// <summary>Takes new content without a restart, if nothing is wrong with it: here, and then in the other processes of the bot.</summary>
internal sealed class Reloading(Renewal renewal, Voice voice, Desk desk, TimeProvider clock)
{
    private const int FaultsTold = 10;

    public async Task Reload(Listener admin, CancellationToken stopping)
    {
        switch (await renewal.Try(() => voice.Say(admin, admin.Hears(Phrase.ReloadChecking)), stopping))
        {
            case Renewed.Taken(var content):
                var reload = new Reload(content.Digest, Instant.FromDateTimeOffset(clock.GetUtcNow()));
                await desk.Change([], batch => batch.Keep(reload.ToNote()));
                await voice.Say(admin, Done(voice.Of(admin.Learner), content.Course));
                break;
            case Renewed.Refused(var faults):
                await voice.Say(admin, Refused(admin, faults));
                break;
            case Renewed.Busy:
                await voice.Say(admin, admin.Hears(Phrase.ReloadBusy));
                break;
        }
    }

    private static Message Refused(Listener admin, ImmutableArray<ContentFault> faults)
    {
        var said = admin.Phrases[Phrase.ReloadRefused, ("count", faults.Length)] + new Prose([.. faults.Take(FaultsTold).Select(fault => new Block.Code($"{fault}", null))]);
        if (faults.Length > FaultsTold) said += admin.Phrases[Phrase.ReloadMore, ("count", faults.Length - FaultsTold)];
        return admin.Hears(said);
    }

    private static Message Done(Listener admin, Course course) => admin.Hears(Phrase.ReloadDone, ("sheets", course.Sheets.Count),
        ("problems", course.Sheets.Sum(sheet => sheet.Problems.Count)), ("parts", course.Sheets.Sum(sheet => sheet.Problems.Sum(problem => problem.Parts.Count))));
}
