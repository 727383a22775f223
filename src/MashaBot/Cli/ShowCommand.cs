using System.CommandLine;
using MashaBot.Pictures;
using MashaBot.Sheets;

namespace MashaBot.Cli;

/// <summary><c>show</c>: all that a problem is, in one variant, as text: for authors and for those who check them.</summary>
internal static class ShowCommand
{
    public static Command Create(Func<ContentFolder?> load)
    {
        var id = new Argument<string>("id") { Description = "A problem or a part: 3.1 or 3.1.4." };
        var variant = new Option<string>("--variant") { Description = "book, or the seed of drawn figures.", DefaultValueFactory = _ => "book" };
        var folder = new Option<DirectoryInfo?>("--out") { Description = "Where to write the problem's pictures." };
        var language = new Option<string>("--language") { Description = "ru or en.", DefaultValueFactory = _ => "ru" };
        var command = new Command("show", "Prints statement, hints, answer, mistakes and solution of a problem.") { id, variant, folder, language };
        command.SetAction(parsed =>
        {
            if (!ProblemId.TryParse(parsed.GetValue(id), null, out var problem) & !PartId.TryParse(parsed.GetValue(id), null, out var part))
                return Wrong($"`{parsed.GetValue(id)}` is no id: write 3.1 or 3.1.4.");
            if (!VariantId.TryParse(parsed.GetValue(variant), null, out var dealt))
                return Wrong($"`{parsed.GetValue(variant)}` is no variant: write book or a number from 1.");
            if (load() is not { } content) return 1;
            var wanted = part.Number > 0 ? part.Problem : problem;
            if (content.Course.Find(wanted) is not { } found) return Wrong($"There is no problem {wanted}.");
            if (part.Number > 0 && found.Parts.All(known => known.Id != part)) return Wrong($"Problem {wanted} has no part {part.Number}.");
            Print(found, found.Deal(dealt), part.Number, parsed.GetValue(language) == "en" ? Language.English : Language.Russian, Console.Out);
            if (parsed.GetValue(folder) is { } pictures) Draw(found.Deal(dealt), pictures);
            return 0;
        });
        return command;
    }

    private static int Wrong(string why)
    {
        Console.Error.WriteLine(why);
        return 2;
    }

    /// <param name="only">A part's number, or 0 for all.</param>
    internal static void Print(Problem problem, Variant variant, int only, Language language, TextWriter output)
    {
        output.WriteLine($"# {problem.Id} {problem.Title(language)} ({(variant.Id.IsBook ? "book" : $"variant {variant.Id}")})");
        Section("", variant.Statement(language));
        foreach (var part in problem.Parts.Where(part => only == 0 || part.Number == only))
        {
            Section($"## {part.Id} ({part.Kind.ToString().ToLowerInvariant()})", variant.Question(part.Number, language));
            for (var hint = 1; hint <= part.Hints; hint++) Section($"### hint {hint}", variant.Hint(part.Number, hint, language));
            Section("### answer", variant.Answer(part.Number, language));
            foreach (var mistake in part.Mistakes) Section($"### mistake {mistake}", variant.MistakeWords(part.Number, mistake, language));
            Section("### solution", variant.Solution(part.Number, language));
        }

        void Section(string heading, Prose prose)
        {
            output.WriteLine();
            if (heading.Length > 0) output.WriteLine(heading);
            output.WriteLine(prose.ToText());
        }
    }

    private static void Draw(Variant variant, DirectoryInfo folder)
    {
        folder.Create();
        foreach (var name in variant.PictureNames)
        {
            var file = Path.Combine(folder.FullName, $"{variant.Problem.Id}-{variant.Id}-{name}.png");
            File.WriteAllBytes(file, Painter.Png(variant.Picture(name)));
            Console.Error.WriteLine(file);
        }
    }
}
