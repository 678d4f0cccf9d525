using System.Buffers;
namespace Palisade.Detection.Serialization;

/// <summary>Binary formats by how they start, as bytes or as hexadecimal digits.</summary>
internal static class SerializedBinary
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    public static Finding? Find(ReadOnlySpan<byte> value) => At(value) switch
    {
        Format.Java => new Finding(Confidence.High, 0, value.Length, "is a serialised object of Java"),
        Format.DotNet => new Finding(Confidence.High, 0, value.Length, "is a serialised object of .NET's BinaryFormatter"),
        Format.Pickle => new Finding(Confidence.High, 0, value.Length, "is a pickle of Python that calls a function when it is read"),
        Format.Ruby => new Finding(Confidence.High, 0, value.Length, "is a marshalled object of Ruby"),
        _ => null,
    };

    /// <summary>The format of bytes.</summary>
    public static Format At(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4) return Format.None;
        if (bytes.StartsWith(Java) || StartsWithHex(bytes, "aced0005"u8)) return Format.Java;
        if (bytes.StartsWith(DotNet) || StartsWithHex(bytes, "0001000000ffffffff"u8)) return Format.DotNet;
        if (IsRuby(bytes)) return Format.Ruby;
        return IsPickle(bytes) ? Format.Pickle : Format.None;
    }

    private static ReadOnlySpan<byte> Java => [0xAC, 0xED, 0x00, 0x05];

    private static ReadOnlySpan<byte> DotNet => [0x00, 0x01, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF];

    private static bool StartsWithHex(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> digits) =>
        bytes.Length >= digits.Length + 8 && System.Text.Ascii.EqualsIgnoreCase(bytes[..digits.Length], digits) && bytes[..16].IndexOfAnyExcept(HexDigits) < 0;

    // Version 4.8 and an object of a class; hashes and strings are data.
    private static bool IsRuby(ReadOnlySpan<byte> bytes) =>
        bytes[0] == 4 && bytes[1] == 8 && (bytes[2] is (byte)'o' or (byte)'C' or (byte)'U' or (byte)'u' || bytes.IndexOf("o:"u8) > 0 || bytes.IndexOf("U:"u8) > 0);

    // Protocol 0 in text: c<module>\n<name>\n(... R; protocols 2 to 5 with a global and a call.
    private static bool IsPickle(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] == 0x80 && bytes[1] is >= 2 and <= 5) return bytes.ContainsAny((byte)'R', (byte)0x81) && bytes.ContainsAny((byte)'c', (byte)0x93);
        var text = bytes[0] is (byte)'(' or (byte)'c' or (byte)'}' or (byte)']' ? bytes.TrimStart("(}]dlpt0123456789\n"u8) : default;
        if (text.Length < 8 || text[0] is not ((byte)'c' or (byte)'i')) return false;
        var module = text[1..].IndexOf((byte)'\n');
        if (module is < 1 or > 64 || text.Slice(1, module).IndexOfAny(" ,;"u8) >= 0) return false;
        var name = text[(module + 2)..].IndexOf((byte)'\n');
        var rest = name is < 1 or > 64 ? default : text[(module + 2 + name + 1)..];
        var isStack = rest.Length > 1 && (rest[0] == '(' || text[0] == 'i' || (rest[0] == 'p' && rest[1] is >= (byte)'0' and <= (byte)'9') || (rest[0] == 'S' && rest[1] is (byte)'\'' or (byte)'"'));
        return isStack && (rest.Contains((byte)'R') || rest.Contains((byte)'o') || text[0] == 'i') && rest.Contains((byte)'.');
    }
}

/// <summary>Binary formats that create objects of any class.</summary>
internal enum Format : byte
{
    None,
    Java,
    DotNet,
    Pickle,
    Ruby,
}
