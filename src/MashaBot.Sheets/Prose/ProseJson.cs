using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MashaBot.Sheets;

/// <summary>Prose as a JSON array of its blocks. A converter, so that a generated context of another project need not know the blocks.</summary>
public sealed class ProseJson : JsonConverter<Prose>
{
    public override Prose Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize(ref reader, BlocksJson.Default.ImmutableArrayBlock));

    public override void Write(Utf8JsonWriter writer, Prose value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(value);
        JsonSerializer.Serialize(writer, value.Blocks, BlocksJson.Default.ImmutableArrayBlock);
    }
}

[JsonSerializable(typeof(ImmutableArray<Block>))]
[JsonSerializable(typeof(Block.Code), TypeInfoPropertyName = "BlockCode")]
[JsonSerializable(typeof(Block.Maths), TypeInfoPropertyName = "BlockMaths")]
internal sealed partial class BlocksJson : JsonSerializerContext;
