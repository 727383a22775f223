using System.Diagnostics;

namespace MashaBot.Sheets;

/// <summary>A language that content is written in.</summary>
public enum Language
{
    Russian,
    English,
}

public static class Languages
{
    extension(Language language)
    {
        /// <summary>"ru", "en": names the language's files.</summary>
        public string Id => language switch
        {
            Language.Russian => "ru",
            Language.English => "en",
            _ => throw new UnreachableException(),
        };
    }
}
