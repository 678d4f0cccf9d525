using Palisade.Detection.Text;

namespace Palisade.Detection.Serialization;

/// <summary>PHP's serialised objects: <c>O:3:"Foo":1:{...}</c>, <c>C:...</c>, <c>E:...</c>, also inside arrays.</summary>
internal static class PhpObject
{
    private const int MaxClass = 128;

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        for (var at = 0; at < value.Length;)
        {
            var colon = value[at..].IndexOf((byte)':');
            if (colon < 0) return null;
            at += colon;
            if (at > 0 && value[at - 1] is (byte)'O' or (byte)'C' && (at == 1 || !ByteClass.ContinuesName(value[at - 2])) && Judge(value, at - 1) is { } finding) return finding;
            at++;
        }

        return null;
    }

    private static Finding? Judge(ReadOnlySpan<byte> value, int start)
    {
        var at = start + 2;
        if (at < value.Length && value[at] == '+') at++;
        var digits = at;
        while (at < value.Length && ByteClass.IsDigit(value[at])) at++;
        if (at == digits || at + 2 >= value.Length || value[at] != ':') return null;
        at++;
        if (value[at] == '\\' && at + 1 < value.Length) at++;
        if (value[at] != '"') return null;
        var name = value[(at + 1)..Math.Min(value.Length, at + 1 + MaxClass)];
        var close = name.IndexOf((byte)'"');
        if (close < 1 || !IsClass(name[..close].TrimEnd((byte)'\\'))) return null;
        var rest = name[(close + 1)..];
        if (rest.Length < 2 || rest[0] != ':' || !ByteClass.IsDigit(rest[1])) return null;
        var isPlain = name[..close].SequenceEqual("stdClass"u8);
        return new Finding(isPlain ? Confidence.Medium : Confidence.High, start, at + close + 2 - start, "is a serialised object of PHP, whose class the sender chooses");
    }

    private static bool IsClass(ReadOnlySpan<byte> name)
    {
        foreach (var b in name)
        {
            if (!ByteClass.ContinuesName(b) && b != '\\' && b < 0x80) return false;
        }

        return name.Length > 0;
    }
}
