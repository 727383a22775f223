using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using MashaBot.Sheets;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Pictures;

/// <summary>What tells a picture from every other before it is drawn: equal fingerprints, equal pixels.</summary>
/// <remarks>All that a drawing holds goes in, and the build of the painter: after a change of the theme nobody has to remember to raise a number.</remarks>
public static class Fingerprint
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    private static readonly string Build = $"{typeof(Fingerprint).Module.ModuleVersionId}";

    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(Drawing drawing) => OfAll(drawing);

    /// <summary>Of a message that is drawn whole.</summary>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(Prose prose) => OfAll(prose);

    private static string OfAll(object root)
    {
        using var all = new MemoryStream();
        using var writer = new BinaryWriter(all, Encoding.UTF8);
        writer.Write(Build);
        Write(writer, root);
        return Convert.ToHexStringLower(SHA256.HashData(all.GetBuffer().AsSpan(0, (int)all.Length)));
    }

    /// <summary>Drawings and prose are trees of records: the names of their types, and what stands in their fields down to figures and words.</summary>
    private static void Write(BinaryWriter writer, object? part)
    {
        switch (part)
        {
            case null: writer.Write("null"); break;
            case string words: writer.Write(words); break;
            case double figure: writer.Write(figure); break;
            case float figure: writer.Write(figure); break;
            case int figure: writer.Write(figure); break;
            case long figure: writer.Write(figure); break;
            case bool isSo: writer.Write(isSo); break;
            case char sign: writer.Write(sign); break;
            case Array list:
                writer.Write(list.Length);
                foreach (var item in (IEnumerable)list) Write(writer, item);
                break;
            case var leaf when leaf.GetType() is { IsPrimitive: true } or { IsEnum: true }:
                writer.Write($"{leaf}");
                break;
            default:
                writer.Write(part.GetType().Name);
                foreach (var field in Fields.GetOrAdd(part.GetType(), FieldsOf)) Write(writer, field.GetValue(part));
                break;
        }
    }

    private static FieldInfo[] FieldsOf(Type type)
    {
        List<FieldInfo> fields = [];
        for (var level = type; level is not null; level = level.BaseType)
            fields.AddRange(level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        return [.. fields];
    }
}
