namespace MashaBot.Backup;

/// <summary>How the command <c>backup</c> asks the bot that holds the store: by a file in its folder, which any user of the folder may write and any file system has.</summary>
internal sealed class Wish(string folder)
{
    private readonly string wanted = Path.Combine(folder, "backup.wanted"), done = Path.Combine(folder, "backup.done");

    public bool IsThere => File.Exists(wanted);

    /// <summary>The bot's side.</summary>
    public void Answer((string? Path, string? Fault) outcome)
    {
        File.WriteAllText($"{done}.part", outcome.Path is { } path ? $"+{path}" : $"-{outcome.Fault}");
        File.Move($"{done}.part", done, overwrite: true);
        File.Delete(wanted);
    }

    /// <summary>The command's side.</summary>
    /// <exception cref="TimeoutException">Nobody answers.</exception>
    public async Task<(string? Path, string? Fault)> Ask(TimeSpan patience)
    {
        File.Delete(done);
        await File.WriteAllTextAsync(wanted, "");
        try
        {
            using var enough = new CancellationTokenSource(patience, TimeProvider.System);
            while (!File.Exists(done))
            {
                try { await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, enough.Token); }      // two real processes wait for each other
                catch (OperationCanceledException error) { throw new TimeoutException("The bot that holds the store does not answer.", error); }
            }
            var answer = await File.ReadAllTextAsync(done);
            File.Delete(done);
            return answer.StartsWith('+') ? (answer[1..], null) : (null, answer[1..]);
        }
        finally
        {
            File.Delete(wanted);
        }
    }
}
