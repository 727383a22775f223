namespace MashaBot.Formulas;

/// <summary>How numbers and lists are written.</summary>
public enum NumberStyle
{
    /// <summary>Russian: <c>100,5</c> (LaTeX <c>100{,}5</c>), lists <c>(1; 2)</c>.</summary>
    DecimalComma,
    /// <summary>English and content files: <c>100.5</c>, lists <c>(1, 2)</c>.</summary>
    DecimalPoint,
}

/// <summary>What a printed formula is for.</summary>
public enum PrintForm { Latex, Text }
