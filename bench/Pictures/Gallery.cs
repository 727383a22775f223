using System.Text;
using MashaBot.Sheets;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Pictures.Bench;

/// <summary>
/// <c>gallery docs/gallery</c>: draws the pictures of the little course in <c>docs/gallery/course</c> beside it and writes the page that shows
/// them (<c>docs/gallery.md</c>), each with the entry of its problem.yaml.
/// </summary>
internal static class Gallery
{
    private const float Scale = 1.5f;

    public static int Write(string folder)
    {
        var (course, faults) = Course.Load(Path.Combine(folder, "course"));
        var all = faults.AddRange(course?.Sheets.SelectMany(sheet => sheet.Problems).SelectMany(problem => Inspection.Of(problem, seeds: 0)) ?? []);
        foreach (var fault in all) Console.Error.WriteLine(fault);
        if (course is null || all is not []) return 1;
        foreach (var old in Directory.GetFiles(folder, "*.png")) File.Delete(old);
        var page = new StringBuilder("# Gallery\n\nEvery kind of picture, drawn from the entry below it by `dotnet run --project bench/Pictures -- gallery docs/gallery`. What the keys mean: [writing problems](writing-problems.md#pictures).\n");
        foreach (var problem in course.Sheets[0].Problems)
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## {problem.Title(Language.English)}\n");
            var source = File.ReadAllLines(Directory.GetDirectories(Path.Combine(folder, "course", "01-pictures"), $"{problem.Id.Number:00}-*").Single() + "/problem.yaml");
            foreach (var block in problem.Deal(VariantId.Book).Statement(Language.English).Blocks)
                if (block is Block.Picture picture) Add(picture);
                else page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n{new Prose([block]).ToText()}\n");

            void Add(Block.Picture picture)
            {
                var drawing = problem.Deal(VariantId.Book).Picture(picture.Id.Name) with { Alt = picture.Alt };
                File.WriteAllBytes(Path.Combine(folder, $"{picture.Id.Name}.png"), Painter.SmallPng(drawing, Scale));
                page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n<img src=\"gallery/{picture.Id.Name}.png\" alt=\"{picture.Alt}\" width=\"400\">\n\n```yaml\n{Entry(source, picture.Id.Name)}\n```\n");
            }
        }
        File.WriteAllBytes(Path.Combine(folder, "progress.png"), Painter.SmallPng(Progress, Scale));
        page.Append("\n## Progress\n\nWhat `/progress` draws: a chakra a sheet, lit when the sheet is mastered, and the last half year.\n\n<img src=\"gallery/progress.png\" alt=\"A card of progress\" width=\"400\">\n");
        File.WriteAllText(folder.TrimEnd('/') + ".md", page.ToString());
        return 0;
    }

    /// <summary>Somebody half-way through the course.</summary>
    internal static ProgressDrawing Progress
    {
        get
        {
            var random = new Random(7);
            string[] titles = ["Просто функция", "Градиентный спуск", "Обратное распространение", "Что выдаёт сеть", "Свёртки", "Лего: слои и нормировки", "Рекуррентные сети", "Эмбеддинги", "Трансформеры", "Матричное дифференцирование"];
            int[] all = [62, 75, 93, 81, 64, 120, 58, 66, 71, 80], done = [62, 75, 93, 81, 40, 12, 0, 3, 0, 0];
            return new("Маша и нейросети",
                [.. titles.Select((title, i) => new SheetProgress(i + 1, title, done[i], all[i]))],
                new(new(2026, 11, 25), [.. Enumerable.Range(0, 150).Select(day => random.Next(10) < 3 ? 0 : random.Next(1, 3 + day / 30))],
                    ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"], ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]))
            { Facts = ["12 дней подряд", "366 пунктов из 770"] };
        }
    }

    /// <summary>The lines of the entry, as they stand in the file, moved to the left.</summary>
    private static string Entry(string[] lines, string name)
    {
        var start = Array.FindIndex(lines, line => line.StartsWith($"  {name}:", StringComparison.Ordinal));
        var end = Array.FindIndex(lines, start + 1, line => line.Length > 0 && !line.StartsWith("   ", StringComparison.Ordinal));
        return string.Join('\n', lines[start..(end < 0 ? lines.Length : end)].Select(line => line.Length > 2 ? line[2..] : line)).TrimEnd();
    }
}
