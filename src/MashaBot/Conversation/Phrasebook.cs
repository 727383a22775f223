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
        foreach (var (language, phrases) in languages)
            if (language != Language.Russian && languages.TryGetValue(Language.Russian, out var russian)) faults.AddRange(Unlike(phrases, russian, $"phrases.{language.Id}.yaml"));
        return faults.Count > 0 ? (null, faults.ToImmutable()) : (new(languages.ToImmutable()), []);
    }

    /// <summary>Phrases that fill in other names than the Russian ones: what is missing would never be said, what is too much would be said as it stands.</summary>
    private static IEnumerable<ContentFault> Unlike(Phrases phrases, Phrases russian, string file) =>
        from phrase in Enum.GetValues<Phrase>()
        let names = phrases.Names(phrase)
        let wanted = russian.Names(phrase)
        where !names.SetEquals(wanted)
        select new ContentFault(file, 1, $"`{phrase}` fills in {Listed(names)}, in Russian {Listed(wanted)}", "use the same {names} in both");

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order().Select(name => $"{{{name}}}")) is { Length: > 0 } list ? list : "nothing";
}
