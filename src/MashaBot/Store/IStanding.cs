using MashaBot.Conversation;

namespace MashaBot.Store;

/// <summary>What is kept, as a batch finds it: nobody changes it until the batch is committed.</summary>
internal interface IStanding
{
    Learner? Find(LearnerId id);

    Note? Find(string kind, long id);

    IReadOnlyList<Note> Notes(string kind);

    IReadOnlyList<Attempt> Attempts(LearnerId learner);
}
