namespace MashaBot.Formulas;

/// <summary>Whether two formulas have the same values. Undecided where their values could not tell: it asks for another form and costs nothing.</summary>
public enum Equality { Equal, Different, Undecided }
