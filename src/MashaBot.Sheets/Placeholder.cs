namespace MashaBot.Sheets;
