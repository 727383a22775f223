using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MashaBot.Playground.Api;

namespace MashaBot.Playground.Messages;

internal sealed record Media(string FileId, string UniqueId, string Path, string Name, string ContentType, byte[] Content, int Width, int Height);

/// <summary>Files by file_id. Callers hold the world's lock.</summary>
internal sealed class MediaStore
{
    private const int LargestPhoto = 10 * 1024 * 1024, LargestFile = 50 * 1024 * 1024;

    private readonly Dictionary<string, Media> byId = [];
    private readonly Dictionary<string, Media> byPath = [];

    public Media? Find(string fileId) => byId.GetValueOrDefault(fileId);
    public IEnumerable<Media> All => byPath.Values;
    public Media? AtPath(string path) => byPath.GetValueOrDefault(path);

    public Media AddPhoto(Upload upload)
    {
        if (upload.Content.Length == 0) throw ApiException.BadRequest("file must be non-empty");
        if (upload.Content.Length > LargestPhoto) throw ApiException.BadRequest("file is too big for a photo");
        var (width, height, type) = ImageSize(upload.Content) ?? throw ApiException.BadRequest("IMAGE_PROCESS_FAILED");
        if (width + height > 10_000 || Math.Max(width, height) > 20 * Math.Min(width, height)) throw ApiException.BadRequest("PHOTO_INVALID_DIMENSIONS");
        return Add("photo", "photos", upload, type, width, height);
    }

    public Media AddFile(string kind, string folder, Upload upload, string contentType)
    {
        if (upload.Content.Length == 0) throw ApiException.BadRequest("file must be non-empty");
        if (upload.Content.Length > LargestFile) throw new ApiException(413, "Request Entity Too Large");
        return Add(kind, folder, upload, contentType, 0, 0);
    }

    // Equal content keeps its ids, so that a bot's cache by content can be tested for what it saves.
    private Media Add(string kind, string folder, Upload upload, string contentType, int width, int height)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(upload.Content).AsSpan(0, 12));
        var id = $"{kind}-{hash}";
        if (byId.TryGetValue(id, out var known)) return known;
        var name = Path.GetFileName(upload.FileName) is { Length: > 0 } given ? given : "file";
        var extension = contentType switch { "image/png" => ".png", "image/jpeg" => ".jpg", "image/webp" => ".webp", "image/gif" => ".gif", _ => Path.GetExtension(name) };
        var media = new Media(id, hash, $"{folder}/{id}{extension}", name, contentType, upload.Content, width, height);
        Keep(media);
        return media;
    }

    public void Keep(Media media)
    {
        byId[media.FileId] = media;
        byPath[media.Path] = media;
        if (media.Width > 0) byId[$"{media.FileId}-s"] = media;   // the small size of the same picture
    }

    /// <summary>As in a message: sizes in growing order, the original last.</summary>
    public static JsonArray PhotoSizes(Media photo)
    {
        var scale = Math.Min(1, 320.0 / Math.Max(photo.Width, photo.Height));
        var largest = Size(photo.FileId, photo.Width, photo.Height);
        return scale == 1 ? [largest] : [Size($"{photo.FileId}-s", Math.Max(1, (int)(photo.Width * scale)), Math.Max(1, (int)(photo.Height * scale))), largest];

        JsonObject Size(string id, int width, int height) => new()
        {
            ["file_id"] = id,
            ["file_unique_id"] = $"u{id}",
            ["file_size"] = photo.Content.Length,
            ["width"] = width,
            ["height"] = height,
        };
    }

    public static JsonObject Describe(Media file) => new()
    {
        ["file_id"] = file.FileId,
        ["file_unique_id"] = file.UniqueId,
        ["file_size"] = file.Content.Length,
    };

    /// <summary>Reads the header of PNG, JPEG, GIF or WebP.</summary>
    private static (int Width, int Height, string ContentType)? ImageSize(ReadOnlySpan<byte> image)
    {
        if (image.Length >= 24 && image[0] == 0x89 && image[1..].StartsWith("PNG\r\n\u001a\n"u8))
            return Checked(BinaryPrimitives.ReadInt32BigEndian(image[16..]), BinaryPrimitives.ReadInt32BigEndian(image[20..]), "image/png");
        if (image.Length >= 10 && image.StartsWith("GIF8"u8))
            return Checked(BinaryPrimitives.ReadUInt16LittleEndian(image[6..]), BinaryPrimitives.ReadUInt16LittleEndian(image[8..]), "image/gif");
        if (image.Length >= 30 && image.StartsWith("RIFF"u8) && image[8..].StartsWith("WEBP"u8)) return WebP(image);
        return image.Length >= 4 && image[0] == 0xFF && image[1] == 0xD8 ? Jpeg(image) : null;
    }

    private static (int, int, string)? Checked(int width, int height, string type) => width > 0 && height > 0 ? (width, height, type) : null;

    private static (int, int, string)? WebP(ReadOnlySpan<byte> image)
    {
        var kind = image[12..16];
        if (kind.SequenceEqual("VP8X"u8))
            return Checked(1 + (image[24] | image[25] << 8 | image[26] << 16), 1 + (image[27] | image[28] << 8 | image[29] << 16), "image/webp");
        if (kind.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(image[21..]);
            return Checked((int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1, "image/webp");
        }
        return Checked(BinaryPrimitives.ReadUInt16LittleEndian(image[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(image[28..]) & 0x3FFF, "image/webp");
    }

    private static (int, int, string)? Jpeg(ReadOnlySpan<byte> image)
    {
        for (var at = 2; at + 9 < image.Length && image[at] == 0xFF;)
        {
            var marker = image[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return Checked(BinaryPrimitives.ReadUInt16BigEndian(image[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(image[(at + 5)..]), "image/jpeg");
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(image[(at + 2)..]);
        }
        return null;
    }
}
