using System.Buffers;

namespace Palisade.Detection.Serialization;

/// <summary>
/// Decides whether a value is, or holds, a serialised object of a format that creates objects of any class when it is read: PHP, Java, .NET,
/// Python's pickle, Ruby's Marshal, YAML tags, JSON and XML with class names, node-serialize.
/// </summary>
public static class SerializedObject
{
    private static readonly SearchValues<byte> Signs = SearchValues.Create(":!$<.+/="u8);

    /// <summary>This recogniser in the table.</summary>
    internal static Detector Row { get; } = new("serialization", 8, [.. "!$<\"\n"u8, 0, 4, 0x80, 0xAC], Detect)
    {
        // How binary formats begin in hexadecimal digits and in Base64; classes that attacks are made of.
        Texts = ["aced0005", "00010000", "ro0ab", "aaeaaad", "ga", "bah", "jdbcrowsetimpl", "templatesimpl", "objectdataprovider", "scriptenginemanager"],
    };

    /// <summary>Looks for serialised objects in a value.</summary>
    /// <param name="value">The value as the application would see it, decoded. Any bytes, any length; the time is linear in it.</param>
    /// <returns>The first finding; null when the value is harmless.</returns>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < 8) return null;
        if (SerializedBinary.Find(value) is { } binary) return binary;
        if (!value.ContainsAny(Signs) && !value.Contains((byte)'(')) return SerializedBase64.Find(value);
        return PhpObject.Find(value) ?? TypedDocument.Find(value) ?? SerializedBase64.Find(value);
    }
}
