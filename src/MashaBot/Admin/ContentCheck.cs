using System.Collections.Immutable;
using MashaBot.Pictures;
using MashaBot.Sheets;

namespace MashaBot.Admin;

/// <summary>What can be found wrong with a problem without a reader: by <c>lint</c>, and before new content is taken.</summary>
internal static class ContentCheck
{
    /// <param name="seeds">How many drawn variants are tried beside the book's.</param>
    /// <returns>All faults, and how many pictures there are.</returns>
    public static (ImmutableArray<ContentFault> Faults, int Pictures) Of(Problem problem, int seeds)
    {
        var faults = Inspection.Of(problem, seeds);
        if (!problem.TryDeal(VariantId.Book, out var book, out _)) return (faults, 0);    // told above
        var pictures = 0;
        foreach (var name in book.PictureNames)
        {
            try
            {
                if (Painter.Png(book.Picture(name)).Length > 0) pictures++;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                faults = faults.Add(new(problem.File, 1, $"the picture `{name}` cannot be drawn: {error.Message}", "Mend it below `pictures`"));
            }
        }
        return (faults, pictures);
    }
}
