using MashaBot.Sheets;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Pictures.Tests;

/// <summary>The pictures of docs/gallery.md: every kind, as content files ask for it.</summary>
internal static class Gallery
{
    private static readonly Lazy<IReadOnlyDictionary<string, Drawing>> all = new(() =>
    {
        var (course, faults) = Course.Load(Path.Combine(Root, "docs", "gallery", "course"));
        Assert.Empty(faults);
        return course!.Sheets[0].Problems.Select(problem => problem.Deal(VariantId.Book)).SelectMany(variant => variant.PictureNames.Select(name => (name, variant.Picture(name)))).ToDictionary();
    });

    public static IReadOnlyDictionary<string, Drawing> All => all.Value;

    /// <summary>Where the solution lies.</summary>
    public static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "MashaBot.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("MashaBot.sln");
            return folder;
        }
    }

    /// <summary>A card with sheets in every state and a calendar that ends on a Wednesday.</summary>
    public static ProgressDrawing Progress { get; } = new("Маша и её нейросети",
        [new(1, "Просто функция", 62, 62), new(2, "Градиентный спуск", 40, 75), new(3, "Название, которое ни на какой карточке не поместится", 0, 93), new(4, "Пусто", 0, 0)],
        new(new(2026, 11, 25), [.. Enumerable.Range(0, 200).Select(day => day % 5)], ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"], ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]))
    { Facts = ["12 дней подряд", "Решено 102 из 230"] };
}
