using System.Text;

namespace Palisade.Gateway.Accept;

/// <summary>The absolute form of a target (RFC 9112, section 3.2.2).</summary>
internal static class AbsoluteTarget
{
    /// <summary>Host and port of an <c>http</c> or <c>https</c> URL; empty when <paramref name="target"/> is none.</summary>
    public static ReadOnlySpan<byte> Authority(ReadOnlySpan<byte> target)
    {
        var scheme = SchemeLength(target);
        if (scheme == 0) return default;

        var rest = target[scheme..];
        var end = rest.IndexOfAny("/?#"u8);
        return end < 0 ? rest : rest[..end];
    }

    private static int SchemeLength(ReadOnlySpan<byte> target)
    {
        if (Begins(target, "http://"u8)) return 7;
        return Begins(target, "https://"u8) ? 8 : 0;
    }

    private static bool Begins(ReadOnlySpan<byte> target, ReadOnlySpan<byte> scheme) => target.Length >= scheme.Length && Ascii.EqualsIgnoreCase(target[..scheme.Length], scheme);
}
