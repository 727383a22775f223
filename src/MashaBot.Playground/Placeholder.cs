namespace MashaBot.Playground;
