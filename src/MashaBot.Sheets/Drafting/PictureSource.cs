using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>What stands under a name of `pictures`, read: it waits for a variant's figures.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Draw">Makes the drawing with the figures of a draft.</param>
internal sealed record PictureSource(Place Place, Func<Draft, Drawing> Draw);
