using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests.Abstractions;

namespace MashaBot.Telegram;

/// <summary>
/// The library's client, which gives up on an answer that has not come whole in time. <see cref="HttpClient.Timeout"/> ends with the answer's head:
/// a connection that dies behind it would hold whoever waits for ever.
/// </summary>
/// <param name="patience">How long an answer may take beyond what it was asked to wait.</param>
internal sealed class PatientClient(TelegramBotClientOptions options, HttpClient http, TimeSpan patience) : TelegramBotClient(options, http)
{
    /// <summary>
    /// How deep JSON may nest. The library's 64 are fewer than a message can have (sixteen blocks in each other, each in lists of lists), and as a hundred
    /// updates come in one answer, such a message would keep all others away for a day.
    /// </summary>
    public const int Depth = 10_000;

    static PatientClient() => JsonBotAPI.Options.MaxDepth = Depth;

    public override async Task<TResponse> SendRequest<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        var enough = request is RawUpdatesRequest { Timeout: { } poll } ? patience + TimeSpan.FromSeconds(poll) : patience;
        using var clock = new CancellationTokenSource(enough, TimeProvider.System);   // of the network, which knows no other
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            return await base.SendRequest(request, either.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or RequestException && clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RequestException($"Telegram has not answered within {enough.TotalSeconds:0} s", error);
        }
    }
}
