namespace MashaBot.Sheets.Drawings;

/// <summary>How a thing stands out. Several colours together make an arrow of several strands, as where two paths share an edge.</summary>
[Flags]
public enum Accents
{
    None = 0,
    Blue = 1,
    Orange = 2,
    Green = 4,
    Purple = 8,

    /// <summary>There, but not what the picture is about.</summary>
    Pale = 16,
}
