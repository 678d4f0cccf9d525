using Palisade.Detection.Reading;

namespace Palisade.Detection.Targets;

/// <summary>Schemes that no application expects of its users: they speak other protocols, read files or unpack them.</summary>
internal static class DangerousSchemes
{
    private static readonly byte[][] Always = Words.List("gopher:// dict:// netdoc: jar:http jar:file jar:ftp phar:// expect:// zip:// compress.zlib:// compress.bzip2:// glob:// rar:// ogg:// ssh2. php://");
    private static readonly byte[][] Often = Words.List("ldap:// ldaps:// ldapi:// rmi:// tftp:// iiop:// corbaname: local_file: redis:// mongodb:// memcached:// smb:// unix:");
    private static readonly byte[][] Sensitive = Words.List("/etc /proc /var /root /home /usr /opt /tmp /sys /dev /run /app /windows /winnt /boot");

    /// <summary>Judges a value by the scheme that it starts with.</summary>
    public static Finding? Judge(ReadOnlySpan<byte> text)
    {
        if (!Words.IsLetter(text[0])) return null;
        if (Words.StartsWith(text, "file:"u8)) return JudgeFile(text);
        if (Words.FirstOf(text, Always) is { IsEmpty: false } always) return new(Confidence.High, 0, always.Length, "is a URL of a protocol that servers must not be made to speak");
        return Words.FirstOf(text, Often) is { IsEmpty: false } often ? new(Confidence.Medium, 0, often.Length, "is a URL of a protocol that servers seldom speak for their users") : null;
    }

    private static Finding? JudgeFile(ReadOnlySpan<byte> text)
    {
        var path = text[5..].TrimStart((byte)'/');
        if (path.Length == 0 || text[5] is not ((byte)'/' or (byte)'\\')) return null;
        if (Words.StartsWith(path, "localhost"u8) || Words.StartsWith(path, "127.0.0.1"u8)) path = path[9..].TrimStart((byte)'/');
        var rooted = text[(text.Length - path.Length - 1)..];
        var isDrive = path.Length > 2 && Words.IsLetter(path[0]) && path[1] is (byte)':' or (byte)'|';
        var isSensitive = !Words.FirstOf(rooted, Sensitive).IsEmpty || (isDrive && Words.Find(path, "windows"u8) > 0) || path.IndexOf(".."u8) >= 0 || path.Contains((byte)'$');
        return new(isSensitive ? Confidence.High : Confidence.Medium, 0, text.Length, "is a URL of a file of the server");
    }
}
