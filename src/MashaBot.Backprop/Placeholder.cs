namespace MashaBot.Backprop;
