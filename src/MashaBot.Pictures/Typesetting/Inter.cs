using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using SkiaSharp;

namespace MashaBot.Pictures.Typesetting;

/// <summary>The typeface of all pictures, cut out of the package's assembly that is embedded in this one: no font of the system is asked for.</summary>
internal static class Inter
{
    public static SKTypeface Regular { get; } = Face("Inter-Regular.ttf");

    public static SKTypeface SemiBold { get; } = Face("Inter-SemiBold.ttf");

    private static SKTypeface Face(string name)
    {
        var fonts = Resources();
        var (start, length) = Entry(fonts, name);
        using var data = SKData.CreateCopy(fonts.AsSpan(start, length));
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"{name} in Avalonia.Fonts.Inter is no font.");
    }

    private static byte[] Resources()
    {
        using var stream = typeof(Inter).Assembly.GetManifestResourceStream("Inter")!;
        using var assembly = new PEReader(stream);
        var metadata = assembly.GetMetadataReader();
        var resource = metadata.ManifestResources.Select(metadata.GetManifestResource).First(it => metadata.GetString(it.Name) == "!AvaloniaResources");
        var section = assembly.GetSectionData(assembly.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        var reader = section.GetReader((int)resource.Offset, section.Length - (int)resource.Offset);
        return reader.ReadBytes(reader.ReadInt32());
    }

    /// <remarks>Avalonia's layout: length of the index, then the index (version, count; of each file the path, offset, length), then the files.</remarks>
    private static (int Start, int Length) Entry(byte[] resources, string name)
    {
        var index = BinaryPrimitives.ReadInt32LittleEndian(resources);
        using var reader = new BinaryReader(new MemoryStream(resources, 4, index), Encoding.UTF8);
        reader.ReadInt32();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (path, offset, length) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
            if (path.EndsWith(name, StringComparison.Ordinal)) return (4 + index + offset, length);
        }
        throw new InvalidOperationException($"Avalonia.Fonts.Inter has no {name}.");
    }
}
