using System.Globalization;

namespace MashaBot.Pictures.Tests;

/// <summary>
/// Pictures are compared with approved ones by what stands where, within a tolerance. After a change that was looked at in docs/gallery,
/// delete <c>approved.txt</c> and run the test once: it writes the file anew, and fails that once.
/// </summary>
public class ApprovedTests
{
    private const float Tolerance = 12;

    private static string File => Path.Combine(Gallery.Root, "tests", "MashaBot.Pictures.Tests", "approved.txt");

    [Fact]
    public void Everything_stands_where_it_was_approved()
    {
        var now = Gallery.All.OrderBy(picture => picture.Key, StringComparer.Ordinal).SelectMany(picture => Lines(picture.Key, Painter.Layout(picture.Value))).Concat(Lines("progress", Painter.Layout(Gallery.Progress))).ToArray();
        if (!System.IO.File.Exists(File)) System.IO.File.WriteAllLines(File, now);
        else
        {
            var approved = System.IO.File.ReadAllLines(File);
            Assert.Equal(approved.Length, now.Length);
            Assert.All(approved.Zip(now), pair => Assert.True(Same(pair.First, pair.Second), $"{pair.First} is now {pair.Second}"));
            return;
        }
        Assert.Fail($"{File} is written anew: look at the gallery, and commit it.");
    }

    /// <summary>The frame, how much of each kind there is, and the labels with their middles.</summary>
    private static IEnumerable<string> Lines(string name, Layout layout)
    {
        yield return Line($"{name}: {layout.Places.Count(place => place.Kind == PlaceKind.Node)} nodes, {layout.Places.Count(place => place.Kind == PlaceKind.Edge)} edges", layout.Width, layout.Height);
        foreach (var label in layout.Places.Where(place => place.Kind == PlaceKind.Label && place.Latex.Length > 0))
            yield return Line($"  {label.Latex}", (label.Left + label.Right) / 2, (label.Top + label.Bottom) / 2);
    }

    private static string Line(string what, float x, float y) => string.Create(CultureInfo.InvariantCulture, $"{what} @ {x:0} {y:0}");

    private static bool Same(string approved, string now)
    {
        var (before, after) = (approved.Split(" @ "), now.Split(" @ "));
        return before[0] == after[0] && Figures(before[1]).Zip(Figures(after[1])).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance);
    }

    private static IEnumerable<float> Figures(string pair) => pair.Split(' ').Select(figure => float.Parse(figure, CultureInfo.InvariantCulture));
}
