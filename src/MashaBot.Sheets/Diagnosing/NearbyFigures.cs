using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>
/// Figures that are off by some percent, each by another: what is equal with them too is not equal by accident. A figure that is the same in
/// every variant stays (a start from zero, a number of rows): what it makes equal no reply to the problem can tell apart.
/// </summary>
internal sealed class NearbyFigures(ProblemSource problem)
{
    private static readonly double[] Nudges = [0.031, 0.083, 0.057, 0.109, 0.043, 0.071, 0.097, 0.023, 0.061, 0.037];

    /// <summary>Null where nothing varies.</summary>
    private readonly ImmutableHashSet<string>? varied = problem.Draws is [] ? null : [.. problem.Draws.Select(draw => draw.Name)];

    /// <summary>Towards zero, so that shares stay below 1 and signs stay.</summary>
    /// <param name="probe">Which of several sets.</param>
    internal IReadOnlyDictionary<string, Tensor<Real>> Of(IReadOnlyDictionary<string, Tensor<Real>> figures, int probe)
    {
        var turn = probe;
        return figures.OrderBy(figure => figure.Key, StringComparer.Ordinal).ToDictionary(figure => figure.Key, figure =>
        {
            if (varied?.Contains(figure.Key) is false) return figure.Value;
            var values = new Real[figure.Value.Count];
            for (var i = 0; i < values.Length; i++)
            {
                var (value, nudge) = (figure.Value[i].ToDouble(), Nudges[turn % Nudges.Length] * (1 + turn / Nudges.Length * 0.013));
                values[i] = (Real)(value == 0 ? nudge : value * (1 - nudge));
                turn++;
            }
            return new Tensor<Real>(figure.Value.Shape, values);
        });
    }
}
