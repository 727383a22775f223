using MashaBot.Conversation;

namespace MashaBot.Store;

/// <summary>How a learner is written: a number beside the JSON, so that a later program knows what it reads.</summary>
internal static class LearnerForm
{
    public const int Current = 1;

    public static Learner Read(long id, int form, string body) => form switch
    {
        1 => StoreJson.Read<Learner>(body),
        _ => throw new InvalidDataException($"Learner {id} is written in form {form}; this program knows {Current}."),
    };
}
