using System.ComponentModel.DataAnnotations;
using System.Net;

namespace MashaBot.Http;

/// <summary>The section <c>Http</c> of the settings.</summary>
internal sealed class HttpSettings : IValidatableObject
{
    /// <summary>The address that both ports listen on; <c>0.0.0.0</c> in a container.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port on which Telegram's calls arrive, where a webhook is wanted; a proxy in front of it speaks https.</summary>
    [Range(0, 65_535)] public int Port { get; set; } = 8080;

    /// <summary>The port for health and metrics, which belongs to no public address; 0 has none.</summary>
    [Range(0, 65_535)] public int MonitorPort { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _)) yield return new("must be an IP address such as 127.0.0.1 or 0.0.0.0", [nameof(Address)]);
        if (MonitorPort != 0 && MonitorPort == Port) yield return new("must differ from Port, which the public reaches", [nameof(MonitorPort)]);
    }
}
