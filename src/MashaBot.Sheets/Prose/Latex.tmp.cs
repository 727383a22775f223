namespace MashaBot.Sheets;
internal static class Latex { internal static string ToText(string latex) => latex; }
