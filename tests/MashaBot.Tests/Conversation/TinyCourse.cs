using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Tests.Conversation;

/// <summary>A course of two problems in three sittings, small enough to be known by heart: 1.1 (a number, a formula | a choice) and 1.2 (a pair).</summary>
internal static class TinyCourse
{
    private static readonly Lazy<(Course Course, Phrasebook Phrasebook)> loaded = new(() => Load(Files));

    public static Course Course => loaded.Value.Course;

    public static Phrasebook Phrasebook => loaded.Value.Phrasebook;

    public static Phrases Phrases => Phrasebook[Language.Russian];

    /// <summary>A course of these files, with the bot's own words.</summary>
    public static (Course Course, Phrasebook Phrasebook) Load(params IEnumerable<(string File, string Text)> files)
    {
        var folder = Directory.CreateTempSubdirectory("masha-tiny-").FullName;
        try
        {
            Write(folder, files);
            var (course, faults) = Course.Load(folder);
            Assert.True(course is not null, string.Join("\n", faults));
            var (phrasebook, phraseFaults) = Phrasebook.Load(folder);
            Assert.True(phrasebook is not null, string.Join("\n", phraseFaults));
            return (course, phrasebook);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The course with something in its files put otherwise.</summary>
    public static (Course Course, Phrasebook Phrasebook) Changed(string from, string to)
    {
        Assert.Contains(Files, file => file.Text.Contains(from, StringComparison.Ordinal));
        return Load(Files.Select(file => (file.File, file.Text.Replace(from, to, StringComparison.Ordinal))));
    }

    /// <summary>The course as files, to be changed and read.</summary>
    public static void Write(string folder) => Write(folder, Files);

    private static void Write(string folder, IEnumerable<(string File, string Text)> files)
    {
        foreach (var (file, text) in files)
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        foreach (var phrases in new[] { "phrases.ru.yaml", "phrases.en.yaml" })
            File.Copy(Path.Combine(AppContext.BaseDirectory, "content", phrases), Path.Combine(folder, phrases));
    }

    private static (string File, string Text)[] Files =>
    [
        ("01-first/sheet.yaml", """
            presupposes: []
            problems: [1, 2]
            """),
        ("01-first/ru.md", """
            # Первый

            > Эпиграф первого листочка.

            Вступление первого листочка.

            ## after
            Что почитать после первого.
            """),
        ("01-first/01-sum/problem.yaml", """
            given:
              x: 2
            vary:
              x: { from: 3, to: 9 }
            define:
              y: 3*x
            sittings: [[1, 2], [3]]
            parts:
              1:
                reply: number
                answer: y
                mistakes: { factor-lost: x }
                right: ["6"]
                wrong: ["7"]
                unreadable: ["что-то"]
              2:
                reply: formula
                in: [x]
                answer: y^2
                right: ["9x^2"]
                wrong: ["9x"]
                unreadable: ["9*"]
              3:
                reply: choice
                answer: 2
                right: ["2"]
                wrong: ["1"]
                unreadable: ["7"]
            """),
        ("01-first/01-sum/ru.md", """
            # Втрое больше

            Пусть $y = 3x$ и $x = {{x}}$.

            ## 1
            Чему равен $y$?
            ### hint
            Первая подсказка пункта один.
            ### hint
            Вторая подсказка пункта один.
            ### hint
            Третья подсказка пункта один.
            ### mistake factor-lost
            Похоже, множитель потерялся.
            ### solution
            Разбор пункта один: ${{steps: y}}$.

            ## 2
            Запиши $y^2$ через $x$.
            ### hint
            Первая подсказка пункта два.
            ### hint
            Вторая подсказка пункта два.
            ### hint
            Третья подсказка пункта два.
            ### solution
            Разбор пункта два.

            ## 3
            Что растёт быстрее?
            ### options
            1. прямая
            2. парабола
            ### hint
            Первая подсказка пункта три.
            ### hint
            Вторая подсказка пункта три.
            ### hint
            Третья подсказка пункта три.
            ### solution
            Разбор пункта три.
            """),
        ("01-first/02-pair/problem.yaml", """
            given:
              a: 4
            vary:
              a: { from: 5, to: 9 }
            define:
              b: a + 1
            sittings: [[1]]
            parts:
              1:
                reply: tuple
                names: [a, b]
                answer: (a, b)
                right: ["4; 5"]
                wrong: ["1; 2"]
                unreadable: ["4"]
            """),
        ("01-first/02-pair/ru.md", """
            # Пара

            Дано $a = {{a}}$, а $b$ на единицу больше.

            ## 1
            Назови $(a, b)$.
            ### hint
            Первая подсказка про пару.
            ### hint
            Вторая подсказка про пару.
            ### hint
            Третья подсказка про пару.
            ### solution
            Разбор про пару.
            """),
    ];
}
