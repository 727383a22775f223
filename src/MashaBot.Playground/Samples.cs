using System.Text.Json.Nodes;
using MashaBot.Playground.Messages;

namespace MashaBot.Playground;

/// <summary>What a person can send without having it: a sticker and a voice message.</summary>
internal static class Samples
{
    public static JsonObject Sticker(World world, string emoji)
    {
        lock (world.Gate)
        {
            var sticker = MediaStore.Describe(world.Media.AddFile("sticker", "stickers", new("sticker.webp", [.. "RIFF"u8, .. System.Text.Encoding.UTF8.GetBytes(emoji)]), "image/webp"));
            sticker["type"] = "regular";
            sticker["width"] = 512;
            sticker["height"] = 512;
            sticker["is_animated"] = false;
            sticker["is_video"] = false;
            sticker["emoji"] = emoji;
            return new() { ["sticker"] = sticker };
        }
    }

    public static JsonObject Voice(World world, int seconds)
    {
        lock (world.Gate)
        {
            var voice = MediaStore.Describe(world.Media.AddFile("voice", "voice", new("voice.ogg", [.. "OggS"u8]), "audio/ogg"));
            voice["duration"] = seconds;
            voice["mime_type"] = "audio/ogg";
            return new() { ["voice"] = voice };
        }
    }
}
