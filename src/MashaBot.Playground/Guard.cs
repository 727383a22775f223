using System.Net;
using Microsoft.AspNetCore.Http;

namespace MashaBot.Playground;

/// <summary>Keeps web pages from elsewhere out: a browser on this machine can reach loopback for any page it shows.</summary>
internal static class Guard
{
    /// <summary>
    /// The Host must be a loopback name (a page that rebinds its own name to 127.0.0.1 still sends its name), an Origin must be ours, and a browser
    /// must not say that another site asks, except for opening the page by a link.
    /// </summary>
    public static bool Allows(HttpRequest request)
    {
        if (!IsLoopback(request.Host.Host)) return false;
        if (request.Headers.Origin is [{ Length: > 0 } origin] && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme == request.Scheme && IsLoopback(from.Host) && from.Authority == request.Host.Value)) return false;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site is "" or "same-origin" or "none" || (request.Path == "/" && HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate");
    }

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
