using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Sheets.Content;

/// <summary>How a seeded variant finds a figure: each value is as likely as any other.</summary>
internal sealed record Draw(string Name, ImmutableArray<Tensor<Real>> Values)
{
    internal Tensor<Real> Next(Random random) => Values[random.Next(Values.Length)];
}
