using System.Collections.Immutable;
using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>The bot's own words in every language that has a file: <c>content/phrases.ru.yaml</c>, <c>content/phrases.en.yaml</c>.</summary>
public sealed class Phrasebook
{
    private readonly ImmutableDictionary<Language, Phrases> languages;

    private Phrasebook(ImmutableDictionary<Language, Phrases> languages) => this.languages = languages;

    /// <summary>The words in <paramref name="language"/>; in Russian where there are none.</summary>
    public Phrases this[Language language] => languages.GetValueOrDefault(language) ?? languages[Language.Russian];

    public IEnumerable<Language> Languages => languages.Keys.Order();

    /// <summary>Reads the files of <paramref name="folder"/>: either the whole book, or every fault found.</summary>
    public static (Phrasebook? Book, ImmutableArray<ContentFault> Faults) Load(string folder)
    {
        var faults = ImmutableArray.CreateBuilder<ContentFault>();
        var languages = ImmutableDictionary.CreateBuilder<Language, Phrases>();
        foreach (var (language, file) in new[] { (Language.Russian, "phrases.ru.yaml"), (Language.English, "phrases.en.yaml") })
        {
            var path = Path.Combine(folder, file);
            if (File.Exists(path))
            {
                if (PhraseFile.Read(path, file, language, faults) is { } phrases) languages.Add(language, phrases);
            }
            else if (language == Language.Russian)
                faults.Add(new(file, 1, "the bot's own words are missing", $"put them into {path}"));
        }
        return faults.Count > 0 ? (null, faults.ToImmutable()) : (new(languages.ToImmutable()), []);
    }
}
