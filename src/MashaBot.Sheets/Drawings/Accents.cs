namespace MashaBot.Sheets.Drawings;

/// <summary>How a thing stands out. Several colours together make an arrow of several strands, as where two paths share an edge.</summary>
[Flags]
public enum Accents
{
    None = 0,
    First = 1,
    Second = 2,
    Third = 4,
    Fourth = 8,

    /// <summary>Drawn pale: there, but not what the picture is about.</summary>
    Faded = 16,
}
