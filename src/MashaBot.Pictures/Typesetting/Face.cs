namespace MashaBot.Pictures.Typesetting;

/// <summary>How a letter looks.</summary>
internal enum Face
{
    Upright,
    Slanted,
    Bold,
    BoldSlanted,

    /// <summary>ℝ and 𝔼: the outline of a bold letter.</summary>
    Hollow,
}
