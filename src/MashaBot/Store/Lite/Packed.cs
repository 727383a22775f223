using System.Buffers;
using System.IO.Compression;
using System.Text;
using LiteDB;

namespace MashaBot.Store.Lite;

/// <summary>
/// A learner's JSON repeats itself, and packed it is a fifth: so much less lies in the file, passes the disk at each reply, and is read at each start and backup.
/// </summary>
internal static class Packed
{
    private const int Quality = 4, Window = 16;   // of Brotli: some tens of microseconds

    public static void Write(BsonDocument document, string body)
    {
        var text = Encoding.UTF8.GetBytes(body);
        var room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(text.Length));
        try
        {
            if (!BrotliEncoder.TryCompress(text, room, out var written, Quality, Window)) throw new InvalidOperationException("A learner could not be packed.");
            document["zip"] = room[..written];
            document["size"] = text.Length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    /// <summary>Also of a document that is not packed: before schema 3 none was, and each is packed when it is next written.</summary>
    public static string Read(BsonDocument document)
    {
        if (document["body"] is { IsString: true } body) return body.AsString;
        var text = new byte[document["size"].AsInt32];
        return BrotliDecoder.TryDecompress(document["zip"].AsBinary, text, out var written) && written == text.Length
            ? Encoding.UTF8.GetString(text)
            : throw new InvalidDataException($"Learner {document["_id"]} cannot be unpacked.");
    }
}
