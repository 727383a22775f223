using System.Collections.Immutable;
using System.Diagnostics;
using MashaBot.Formulas;

namespace MashaBot.Sheets;

/// <summary>A language that content is written in. Content has at least Russian; what is not translated is shown in it.</summary>
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

        /// <summary>Which mark stands in a decimal.</summary>
        public NumberStyle Numbers => language is Language.Russian ? NumberStyle.DecimalComma : NumberStyle.DecimalPoint;
    }

    /// <summary>The language of a code such as "ru", "en" or "en-GB"; null where it is none of ours.</summary>
    public static Language? Find(string? code) => code?.Split('-', '_')[0].ToLowerInvariant() switch
    {
        "ru" => Language.Russian,
        "en" => Language.English,
        _ => null,
    };

    internal static T In<T>(this ImmutableSortedDictionary<Language, T> texts, Language language) =>
        texts.TryGetValue(language, out var text) ? text : texts[Language.Russian];
}
