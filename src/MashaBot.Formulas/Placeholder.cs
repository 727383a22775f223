namespace MashaBot.Formulas;
