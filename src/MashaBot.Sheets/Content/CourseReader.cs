using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Diagnosing;

namespace MashaBot.Sheets.Content;

/// <summary>Walks the content folder: folders `NN-slug` are sheets, folders `MM-slug` in them are problems.</summary>
internal sealed partial class CourseReader(string root, FaultList faults)
{
    /// <summary>Every sheet and problem has its words in this language; others are welcome.</summary>
    private const Language Required = Language.Russian;

    internal ImmutableArray<Sheet> Read()
    {
        if (!Directory.Exists(root))
        {
            faults.Add(new(root, 1), "the content folder does not exist", "Give the folder that holds `01-…`, `02-…`");
            return [];
        }
        var folders = Numbered(root);
        if (folders is []) faults.Add(new(root, 1), "there is no sheet", "Make a folder such as `01-first-sheet`");
        ImmutableArray<Sheet> sheets = [.. folders.Select(folder => Sheet(folder.Number, folder.Path)).OfType<Sheet>()];
        foreach (var sheet in sheets)
            foreach (var number in sheet.Presupposes.Where(number => folders.All(folder => folder.Number != number) || number >= sheet.Number))
                faults.Add(new(Path.Combine(folders.First(folder => folder.Number == sheet.Number).Path, SheetFile), 1),
                    $"sheet {sheet.Number} presupposes sheet {number}, which does not come before it", "Name earlier sheets only");
        return sheets;
    }

    internal static readonly string[] SheetKeys = ["presupposes", "problems"];

    /// <summary>So many parts are asked about at a time by a few hundred learners; the slips of others are found again when they are needed.</summary>
    private const int PartsOnShelf = 64;

    private readonly FaultShelf shelf = new(PartsOnShelf);

    private const string SheetFile = "sheet.yaml", ProblemFile = "problem.yaml";

    private Sheet? Sheet(int number, string folder)
    {
        var folders = Numbered(folder);
        var problems = folders.AsParallel().Select(problem => Problem(new(number, problem.Number), problem.Path)).OfType<Problem>().ToDictionary(problem => problem.Id.Number);
        var texts = Texts(folder, Content.ProseReader.Sheet);
        var file = Path.Combine(folder, SheetFile);
        if (ReadFile(file) is not { } text || Yaml.Parse(file, text, faults) is not { } yaml) return null;

        var keys = yaml.Keys(SheetKeys);
        var order = ImmutableArray.CreateBuilder<Problem>();
        foreach (var item in keys.GetValueOrDefault("problems")?.Items() ?? [])
            if (item.Integer() is not { } wanted) continue;
            else if (folders.All(problem => problem.Number != wanted)) item.Fault($"there is no problem {number}.{wanted}", $"Make the folder `{wanted:00}-…` or take {wanted} out of the list");
            else if (!problems.Remove(wanted, out var problem) && order.Any(earlier => earlier.Id.Number == wanted)) item.Fault($"problem {wanted} is listed twice", "List each problem once");
            else if (problem is not null) order.Add(problem);
        foreach (var left in problems.Values.OrderBy(problem => problem.Id))
            yaml.Fault($"problem {left.Id} is never dealt", $"Add {left.Id.Number} to `problems` where its turn is");
        var presupposes = keys.GetValueOrDefault("presupposes")?.Items().Select(item => item.Integer()).OfType<int>() ?? [];
        if (!keys.ContainsKey("problems")) yaml.Fault("the sheet does not say in which order its problems come", "Add `problems: [1, 2, 3]`");
        return new(number, [.. presupposes], order.ToImmutable(), texts);
    }

    private Problem? Problem(ProblemId id, string folder)
    {
        var file = Path.Combine(folder, ProblemFile);
        var source = ReadFile(file) is { } text ? Content.ProblemReader.Read(file, text, faults) : null;
        var texts = Texts(folder, Content.ProseReader.Problem);
        if (source is null) return null;
        var slots = new SlotReader(source, faults);
        foreach (var words in texts.Values) new TextCheck(source, words, slots, faults).Run();
        try
        {
            return new(id, source, texts, slots.Read, shelf);
        }
        catch (Exception error) when (error is FormulaException or EngineException)
        {
            faults.Add(source.Requirements[0].Place, $"a requirement can't be computed: {error.Message.TrimEnd('.')}", "Mend it, or the definitions that it uses");
            return null;
        }
    }

    private ImmutableSortedDictionary<Language, T> Texts<T>(string folder, Func<string, string, FaultList, T> read)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<Language, T>();
        foreach (var language in Enum.GetValues<Language>())
        {
            var file = Path.Combine(folder, $"{language.Id}.md");
            if (language != Required && !File.Exists(file)) continue;
            if (ReadFile(file) is { } text) texts[language] = read(file, text, faults);
        }
        return texts.ToImmutable();
    }

    private string? ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            faults.Add(new(file, 1), File.Exists(file) ? $"the file can't be read: {error.Message.TrimEnd('.')}" : "the file is missing", "Every sheet and every problem needs it");
            return null;
        }
    }

    private ImmutableArray<(int Number, string Path)> Numbered(string folder)
    {
        var folders = ImmutableArray.CreateBuilder<(int Number, string Path)>();
        foreach (var path in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var match = FolderName.Match(Path.GetFileName(path));
            if (!match.Success || int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is not (> 0 and var number))
                faults.Add(new(path, 1), "the folder's name does not begin with a number", "Name it `NN-slug`, such as `03-backprop`");
            else if (folders.Any(other => other.Number == number))
                faults.Add(new(path, 1), $"there are two folders of number {number}", "Give each a number of its own");
            else
                folders.Add((number, path));
        }
        return [.. folders.OrderBy(pair => pair.Number)];
    }

    [GeneratedRegex(@"^(\d{1,4})-\S")]
    private static partial Regex FolderName { get; }
}
