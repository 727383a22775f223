using System.Collections.Frozen;

namespace MashaBot.Formulas;

/// <summary>Words that learners put around what they say, Russian and English. These are words to understand; none is ever shown.</summary>
internal static class ReplyWords
{
    /// <summary>Words that say nothing about the value.</summary>
    public static readonly FrozenSet<string> Fillers = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "ответ", "ответы", "мой", "моя", "меня", "мне", "думаю", "считаю", "наверное", "наверно", "вроде", "кажется", "похоже", "получается", "получилось", "получился", "получилась", "получил",
        "получила", "получаем", "получаю", "вышло", "выходит", "итого", "итак", "значит", "следовательно", "тогда", "будет", "это", "так", "вот", "ну", "да", "точно", "просто", "число", "значение",
        "отв", "верно", "правильно", "скорее", "всего", "может", "быть", "маша", "пожалуйста", "столбец", "строка", "вектор", "матрица", "формула", "производная", "градиент", "сумма", "шаг", "answer", "answers", "is", "it's", "think", "guess", "result", "equals", "got", "the", "my", "maybe", "probably", "about");

    /// <summary>Words that mean "equals".</summary>
    public static readonly FrozenSet<string> Equal = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "равно", "равен", "равна", "равны", "равняется", "equals");

    /// <summary>Words that mean "about".</summary>
    public static readonly FrozenSet<string> About = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "примерно", "приблизительно", "приближённо", "приближенно", "около", "почти", "где-то", "approximately", "approx", "about", "roughly");

    /// <summary>Words without which a reply would say something else.</summary>
    public static readonly FrozenSet<string> Weighty = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "не", "нет", "или", "либо", "ни", "между", "от", "до", "больше", "меньше", "более", "менее", "not", "no", "or", "than", "between", "from", "either", "if", "если", "кроме", "except", "без");

    /// <summary>Words with which a learner says that there is no answer, or not this one.</summary>
    public static readonly FrozenSet<string> Negating = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "не", "нет", "или", "либо", "ни", "not", "no", "or");

    /// <summary>Names of letters as people say them.</summary>
    public static readonly FrozenDictionary<string, string> SpokenNames = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["икс"] = "x", ["игрек"] = "y", ["зет"] = "z", ["эн"] = "n", ["пэ"] = "p", ["альфа"] = "alpha", ["бета"] = "beta", ["гамма"] = "gamma", ["дельта"] = "delta", ["эта"] = "eta", ["лямбда"] = "lambda", ["мю"] = "mu", ["сигма"] = "sigma",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static readonly FrozenDictionary<string, string> Arithmetic = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["плюс"] = "+", ["минус"] = "−", ["умножить"] = "*", ["разделить"] = "/", ["делить"] = "/", ["корень"] = "√", ["тысяч"] = "*1000", ["тысяча"] = "*1000", ["тысячи"] = "*1000", ["тыс"] = "*1000",
        ["млн"] = "*1000000", ["миллион"] = "*1000000", ["миллиона"] = "*1000000", ["миллионов"] = "*1000000", ["млрд"] = "*1000000000", ["миллиард"] = "*1000000000", ["миллиарда"] = "*1000000000",
        ["полтора"] = "3/2", ["процентов"] = "%", ["процента"] = "%", ["процент"] = "%", ["половина"] = "1/2", ["треть"] = "1/3", ["четверть"] = "1/4",
        ["plus"] = "+", ["minus"] = "−", ["million"] = "*1000000", ["thousand"] = "*1000", ["percent"] = "%", ["half"] = "1/2",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whole numbers in words.</summary>
    public static readonly FrozenDictionary<string, int> Cardinals = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["ноль"] = 0, ["нуль"] = 0, ["нулю"] = 0, ["один"] = 1, ["одна"] = 1, ["одно"] = 1, ["единица"] = 1, ["два"] = 2, ["две"] = 2, ["три"] = 3, ["четыре"] = 4, ["пять"] = 5, ["шесть"] = 6, ["семь"] = 7, ["восемь"] = 8,
        ["девять"] = 9, ["десять"] = 10, ["одиннадцать"] = 11, ["двенадцать"] = 12, ["двадцать"] = 20, ["тридцать"] = 30, ["сорок"] = 40, ["пятьдесят"] = 50, ["шестьдесят"] = 60, ["семьдесят"] = 70, ["восемьдесят"] = 80, ["девяносто"] = 90, ["сто"] = 100,
        ["zero"] = 0, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] OrdinalStems = ["перв", "втор", "трет", "четв", "пят", "шест", "седьм", "восьм", "девят", "десят"];
    private static readonly string[] EnglishOrdinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    /// <summary>второй → 2; null for another word.</summary>
    public static int? Ordinal(string word)
    {
        word = word.ToLowerInvariant();
        if (Array.IndexOf(EnglishOrdinals, word) is >= 0 and var english) return english + 1;
        for (var i = 0; i < OrdinalStems.Length; i++)
            if (word.StartsWith(OrdinalStems[i], StringComparison.Ordinal) && word.Length - OrdinalStems[i].Length is >= 1 and <= 4 && word[OrdinalStems[i].Length..].All(letter => "ыойаяеюмуьгтйиоуёх".Contains(letter, StringComparison.Ordinal))) return i + 1;
        return null;
    }

    /// <summary>Words that only name what is chosen.</summary>
    public static readonly FrozenSet<string> OfOptions = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "вариант", "варианты", "варианта", "пункт", "пункты", "номер", "номера", "ответ", "ответы", "правильный", "правильные", "верный", "верные", "верно", "option", "options", "answer", "answers", "number", "choice",
        "и", "and", "а", "также", "ещё", "еще", "выбираю", "под", "номером", "номере", "я", "считаю", "только", "only", "мне", "кажется", "думаю", "наверное", "что", "это", "мой", "меня", "у", "вроде", "i", "think", "the");

    /// <summary>Words that join the items of a list.</summary>
    public static readonly FrozenSet<string> Joining = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "и", "and");

    /// <summary>What a number of parts is divided by: две трети, пять десятых.</summary>
    public static int? PartsOf(string word)
    {
        word = word.ToLowerInvariant();
        foreach (var (stem, parts) in PartStems)
            if (word.StartsWith(stem, StringComparison.Ordinal) && word[stem.Length..] is "ая" or "ых" or "ую" or "ой" or "ья" or "ьих" or "ь" or "и" or "ей") return parts;
        return null;
    }

    private static readonly (string Stem, int Parts)[] PartStems =
        [("половин", 2), ("втор", 2), ("трет", 3), ("четверт", 4), ("четвёрт", 4), ("пят", 5), ("шест", 6), ("седьм", 7), ("восьм", 8), ("девят", 9), ("десят", 10), ("сот", 100), ("тысячн", 1000)];

    /// <summary>Words that only lead from one item of an order to the next.</summary>
    public static readonly FrozenSet<string> OfOrders = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "порядок", "сначала", "сперва", "вначале", "затем", "потом", "далее", "дальше", "после", "этого", "наконец", "последним", "последний", "последнее", "последняя", "order", "then", "finally", "next", "to", "rightarrow");

    /// <summary>Words with which an explanation begins that is no part of the answer.</summary>
    public const string Explanations = @"потому|поскольку|так\s+как|т\.? ?к\.|ибо|ведь|because|since";

    /// <summary>Phrases of which a word by itself could be a letter.</summary>
    public const string OfMine = @"у\s+(?:меня|нас|мя)";

    /// <summary>Phrases that lead to a value.</summary>
    public const string Leading = @"в\s+(?:итоге|результате)|по[- ]моему|должно\s+быть|(?:(?:я|мы)\s+)?(?:по|на)(?:лучи|счита)л[аи]?|результат|попробую|окей|ок|(?<=\p{L}{4},?\s{1,2})что(?=\s)";

    /// <summary>Words for what is answered, before its number.</summary>
    public const string Questions = @"пункт|п\.|задача|задачка|задание|вопрос|№";

    public static readonly FrozenSet<string> All = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "все", "всё", "all");
}
