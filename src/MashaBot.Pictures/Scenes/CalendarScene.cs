using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Arranges days as squares: a column a week, Monday on top, darker where more was done.</summary>
internal static class CalendarScene
{
    private const int Weeks = 26;
    private const float Square = 10.6f;
    private const float Pitch = 12.7f;
    private const float Letters = 12.6f;

    public static void Add(Scene scene, Calendar calendar, float top, float width)
    {
        var left = width - Weeks * Pitch + (Pitch - Square);
        var today = calendar.Today.ToDateTime(default);
        var weekday = ((int)today.DayOfWeek + 6) % 7;
        var monday = calendar.Today.AddDays(-weekday - 7 * (Weeks - 1));
        var most = Math.Max(1, calendar.Counts.IsDefaultOrEmpty ? 0 : calendar.Counts.Max());
        var free = float.NegativeInfinity;
        for (var week = 0; week < Weeks; week++)
        {
            var first = monday.AddDays(7 * week);
            if (calendar.Months.Length == 12 && (first.Day <= 7 || week == 0) && left + week * Pitch > free)
            {
                var name = Typesetter.Prose(calendar.Months[first.Month - 1], Face.Upright, Letters);
                if (left + week * Pitch + name.Width <= width && (first.Day <= 7 || monday.AddDays(21).Day > 21)) Put(name, left + week * Pitch, top + 9);
                free = left + week * Pitch + name.Width + 6;
            }
            for (var day = 0; day < 7; day++)
            {
                var date = first.AddDays(day);
                if (date > calendar.Today) break;
                var index = calendar.Counts.Length - 1 - (calendar.Today.DayNumber - date.DayNumber);
                var count = index >= 0 ? calendar.Counts[index] : 0;
                var rect = SKRect.Create(left + week * Pitch, top + 16 + day * Pitch, Square, Square);
                scene.Add(new Shape.Card(rect, 2.5f, count > 0 ? Theme.Mixed(Theme.Colour(2), Theme.Paper, 0.62f * (1 - (float)count / most)) : Theme.Grid, date == calendar.Today ? Theme.Ink : Theme.Grid) { BorderWidth = date == calendar.Today ? 1.4f : 0 });
            }
        }
        if (calendar.Weekdays.Length != 7) return;
        foreach (var day in new[] { 0, 2, 4, 6 })
        {
            var name = Typesetter.Prose(calendar.Weekdays[day], Face.Upright, Letters);
            if (name.Width <= left - 4) Put(name, left - 5 - name.Width, top + 16 + day * Pitch + Square / 2 + Signs.Axis * Letters);
        }

        void Put(Outline set, float x, float baseline) => scene.Put("", set, new(x, baseline), Theme.Edge, Letters);
    }
}
