using MashaBot.Conversation;

namespace MashaBot.Tests.Conversation;

public sealed class PhrasesTests
{
    [Theory]
    [InlineData(1, "1 пункт"), InlineData(2, "2 пункта"), InlineData(5, "5 пунктов"), InlineData(11, "11 пунктов"), InlineData(14, "14 пунктов")]
    [InlineData(21, "21 пункт"), InlineData(102, "102 пункта"), InlineData(111, "111 пунктов"), InlineData(0, "0 пунктов")]
    public void A_noun_goes_with_its_number(int number, string expected) =>
        Assert.Equal(expected, $"{number} {Phrases.Plural(number, ["пункт", "пункта", "пунктов"])}");

    [Fact]
    public void What_is_put_into_a_phrase_is_never_read_as_Markdown()
    {
        var said = TinyCourse.Phrases[Phrase.UnknownCommand, ("command", "/a`*b*$c$")].ToText();
        Assert.Contains("/a`*b*$c$", said);
    }

    [Fact]
    public void All_that_is_wrong_with_a_file_of_phrases_is_told_at_once_with_its_line()
    {
        var folder = Directory.CreateTempSubdirectory("masha-phrases-").FullName;
        var words = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "content", "phrases.ru.yaml"));
        File.WriteAllText(Path.Combine(folder, "phrases.ru.yaml"), words
            .Replace("  too-long: \"Это", "  too-lang: \"Это", StringComparison.Ordinal)
            .Replace("Europe/Moscow:", "Europe/Moskow:", StringComparison.Ordinal));
        var (book, faults) = Phrasebook.Load(folder);
        Directory.Delete(folder, recursive: true);
        Assert.Null(book);
        Assert.Equal(3, faults.Length);
        Assert.Contains(faults, fault => fault.ToString().Contains("too-lang", StringComparison.Ordinal) && fault.Line > 1);
        Assert.Contains(faults, fault => fault.What.Contains("`too-long` is missing", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.What.Contains("Europe/Moskow", StringComparison.Ordinal));
    }

    [Fact]
    public void A_translation_that_fills_in_other_names_is_a_fault()
    {
        var folder = Directory.CreateTempSubdirectory("masha-phrases-").FullName;
        var content = Path.Combine(AppContext.BaseDirectory, "content");
        File.Copy(Path.Combine(content, "phrases.ru.yaml"), Path.Combine(folder, "phrases.ru.yaml"));
        File.WriteAllText(Path.Combine(folder, "phrases.en.yaml"), File.ReadAllText(Path.Combine(content, "phrases.en.yaml")).Replace("today at {time}", "today", StringComparison.Ordinal));
        var (book, faults) = Phrasebook.Load(folder);
        Directory.Delete(folder, recursive: true);
        Assert.Null(book);
        Assert.Equal("phrases.en.yaml:1: `WhenToday` fills in nothing, in Russian {time}. use the same {names} in both", Assert.Single(faults).ToString(), ignoreCase: true);
    }

    [Fact]
    public void No_phrase_of_a_translation_is_left_in_Russian()
    {
        var english = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "content", "phrases.en.yaml"));
        var left = english.Split('\n').Where(line => line.Any(letter => letter is >= 'а' and <= 'я') && !line.Contains("language", StringComparison.Ordinal));
        Assert.Empty(left);
    }
}
