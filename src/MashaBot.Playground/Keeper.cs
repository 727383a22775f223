using System.Text.Json;
using System.Text.Json.Nodes;

namespace MashaBot.Playground;

/// <summary>Keeps a world in a folder, so that people, chats and the clock are as they were when the playground starts again.</summary>
/// <remarks>Half a second after a change, and at the end. What a killed process had not written yet is lost: the chat's look only, never the bot's own data.</remarks>
internal sealed class Keeper(World world, string folder) : IAsyncDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stopping = new();
    private Task work = Task.CompletedTask;

    private string StateFile => Path.Combine(folder, "playground.json");
    private string MediaFolder => Path.Combine(folder, "media");

    /// <summary>Brings back what was kept and goes on keeping. A file that cannot be read is set aside as <c>.broken</c>.</summary>
    public void Start()
    {
        Directory.CreateDirectory(MediaFolder);
        if (File.Exists(StateFile))
            try { world.Restore(JsonNode.Parse(File.ReadAllText(StateFile))!.AsObject(), id => Path.Combine(MediaFolder, id) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null); }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
            {
                File.Move(StateFile, $"{StateFile}.broken", overwrite: true);
            }
        work = Keep();
    }

    private async Task Keep()
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                var change = world.Changed.Next;
                Save();
                await change.WaitAsync(stopping.Token);
                await Task.Delay(Rest, TimeProvider.System, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
    }

    private void Save()
    {
        var (state, media) = world.Save();
        foreach (var (id, content) in media)
            if (Path.Combine(MediaFolder, id) is var path && !File.Exists(path)) File.WriteAllBytes(path, content);
        var next = $"{StateFile}.next";
        File.WriteAllText(next, state.ToJsonString());
        File.Move(next, StateFile, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await work;
        Save();
        stopping.Dispose();
    }
}
