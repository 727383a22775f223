using System.IO.Compression;
using Telegram.Bot.Types;
using Telegram.Bot;

namespace MashaBot.Playground.Tests;

/// <summary>What a test needs but is not about.</summary>
internal static class Some
{
    public static InputFile Picture(int width = 40, int height = 30, string name = "picture.png") => InputFile.FromStream(new MemoryStream(Png(width, height)), name);

    /// <summary>A valid white PNG.</summary>
    public static byte[] Png(int width, int height)
    {
        using var png = new MemoryStream();
        png.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        Chunk("IHDR"u8, [.. Big(width), .. Big(height), 8, 0, 0, 0, 0]);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var y = 0; y < height; y++)
            {
                var row = new byte[width + 1];
                Array.Fill(row, (byte)255, 1, width);
                zlib.Write(row);
            }
        Chunk("IDAT"u8, packed.ToArray());
        Chunk("IEND"u8, []);
        return png.ToArray();

        void Chunk(ReadOnlySpan<byte> type, byte[] content)
        {
            byte[] body = [.. type, .. content];
            png.Write(Big(content.Length));
            png.Write(body);
            png.Write(Big((int)Crc(body)));
        }

        static byte[] Big(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

        static uint Crc(byte[] body)
        {
            var crc = uint.MaxValue;
            foreach (var b in body)
            {
                crc ^= b;
                for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
            }
            return ~crc;
        }
    }
}

/// <summary>A running playground with one person in it, and the real client connected to it.</summary>
internal sealed class Room : IAsyncDisposable
{
    public required PlaygroundServer Server { get; init; }
    public required TelegramBotClient Bot { get; init; }

    /// <summary>Anna, who has started the bot.</summary>
    public required Person Anna { get; init; }

    public long Chat => Anna.Id;

    public static async Task<Room> Open(PlaygroundOptions? options = null)
    {
        var server = await PlaygroundServer.StartAsync(options ?? new());
        var anna = server.Meet("Anna", "ru");
        server.Say(anna, "/start");
        return new() { Server = server, Bot = Client(server), Anna = anna };
    }

    public static TelegramBotClient Client(PlaygroundServer server, string? token = null) =>
        new(new TelegramBotClientOptions(token ?? server.Token, baseUrl: server.Url) { RetryThreshold = 0 });

    public PlaygroundMessage Last => Server.Messages(Anna)[^1];

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
