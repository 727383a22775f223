namespace MashaBot.Pictures;
