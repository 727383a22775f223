using Microsoft.Extensions.Hosting;

namespace MashaBot.Delivery;

/// <summary>How the process ends: 0 when it was asked to, 1 when it had to, 2 when it was set up wrongly.</summary>
internal sealed class Exit(IHostApplicationLifetime lifetime)
{
    public const int Done = 0, Failed = 1, Misused = 2;

    public int Code { get; private set; } = Done;

    public void With(int code)
    {
        if (Code == Done) Code = code;
        lifetime.StopApplication();
    }
}
