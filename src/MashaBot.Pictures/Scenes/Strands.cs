using MashaBot.Sheets.Drawings;

namespace MashaBot.Pictures.Scenes;

/// <summary>An arrow in its colours: several accents make several strands side by side.</summary>
internal static class Strands
{
    private const float Distance = 4.5f;

    public static void Add(Scene scene, Polyline arrow, Accents accents, bool dashed = false)
    {
        var colours = Theme.Of(accents);
        if (colours.Count == 0)
        {
            scene.Add(new Shape.Stroke(arrow, Theme.One(accents, Theme.Edge), Theme.Line) { Head = true, Dashed = dashed });
            return;
        }
        foreach (var (i, colour) in colours.Index())
            scene.Add(new Shape.Stroke(arrow.Beside((i - (colours.Count - 1) / 2f) * Distance), colour, 2.6f) { Head = true, Dashed = dashed });
    }
}
