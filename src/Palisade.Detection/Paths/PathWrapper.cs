using Palisade.Detection.Text;

namespace Palisade.Detection.Paths;

/// <summary>Stream wrappers: schemes that make a file function read, decode, run or unpack something else (PHP manual, Supported Protocols and Wrappers).</summary>
internal static class PathWrapper
{
    private static readonly WordMap<bool> Schemes = new((true, "php expect phar zip rar glob compress.zlib compress.bzip2 zlib ssh2 ssh2.exec ssh2.shell ogg data netdoc jar"));

    private static readonly WordMap<bool> PhpStreams = new((true, "filter input stdin stdout stderr memory temp output fd"));

    /// <summary>Judges the wrapper that starts a value, or the value of a setting in it.</summary>
    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        if (At(value, ByteClass.SkipBlanks(value, 0)) is { } first) return first;
        var php = value.IndexOf("php://"u8);
        return php > 0 && value[php - 1] is (byte)'=' or (byte)'"' or (byte)'\'' or (byte)'(' ? At(value, php) : null;
    }

    private static Finding? At(ReadOnlySpan<byte> value, int start)
    {
        var end = start;
        while (end < value.Length && end < start + 16 && (ByteClass.IsLetter(value[end]) || ByteClass.IsDigit(value[end]) || value[end] == '.')) end++;
        if (end == start || end >= value.Length || value[end] != ':' || !Schemes.TryGetAnyCase(value[start..end], out _)) return null;
        var what = Judge(value[start..end], value[(end + 1)..]);
        return what is null ? null : new Finding(Confidence.High, start, value.Length - start, what);
    }

    private static string? Judge(ReadOnlySpan<byte> scheme, ReadOnlySpan<byte> rest)
    {
        if (Is(scheme, "data"u8)) return IsCode(rest) ? "gives a program as a data URL" : null;
        if (!rest.StartsWith("//"u8) || rest.Length < 4 || rest.ContainsAny((byte)' ', (byte)'\n') && !Is(scheme, "expect"u8)) return null;
        rest = rest[2..];
        if (!Is(scheme, "php"u8)) return "names a stream wrapper that runs, unpacks or lists something";
        var name = rest[..ByteClass.NameEnd(rest, 0)];
        return PhpStreams.TryGetAnyCase(name, out _) ? "names a stream of PHP" : null;
    }

    private static bool IsCode(ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart((byte)'/');
        var comma = rest.IndexOf((byte)',');
        if (comma < 0 || comma > 64) return false;
        var content = rest[(comma + 1)..];
        return content.StartsWith("<?"u8) || content.StartsWith("PD9"u8) || content.StartsWith("PD8"u8) || content.StartsWith("<%"u8);
    }

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> lower) => System.Text.Ascii.EqualsIgnoreCase(word, lower);
}
