using System.Collections.Immutable;
using MashaBot.Pictures;
using MashaBot.Sheets;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Admin;

/// <summary>What can be found wrong with a problem without a reader: by <c>lint</c>, and before new content is taken.</summary>
internal static class ContentCheck
{
    /// <summary>Drawings are made of all variants, painted are those of the book and of so many seeds, 20 ms each: what a label may hold hardly differs between seeds.</summary>
    private const int PaintedSeeds = 4;

    /// <param name="seeds">How many drawn variants are tried beside the book's.</param>
    /// <param name="painted">Fingerprints of pictures that were painted: the same one is not painted twice.</param>
    public static ImmutableArray<ContentFault> Of(Problem problem, int seeds, ISet<string> painted) => Inspection.Of(problem, seeds, (variant, drawing) =>
    {
        if (variant.Seed <= PaintedSeeds && painted.Add(Fingerprint.Of(drawing))) Paint(drawing);
    });

    private static void Paint(Drawing drawing)
    {
        try
        {
            Painter.Png(drawing);
        }
        catch (Exception error) when (error is not (FormatException or OutOfMemoryException))
        {
            throw new FormatException(error.Message, error);   // whatever it is, the author shall hear where
        }
    }
}
