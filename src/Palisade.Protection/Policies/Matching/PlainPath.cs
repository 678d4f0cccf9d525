using System.Buffers;

namespace Palisade.Protection.Policies.Matching;

/// <summary>The path of a request as applications read it: without its query, escapes decoded once, no dot segments, no doubled slashes.</summary>
/// <remarks>
/// Policies compare this one, so that <c>/%61dmin</c>, <c>//admin</c>, <c>/x/../admin</c> and <c>/./admin</c> are all <c>/admin</c>. Most paths are
/// plain already, and are returned as they are, without a copy.
/// </remarks>
public static class PlainPath
{
    private static readonly SearchValues<byte> End = SearchValues.Create("?#"u8);
    private static readonly SearchValues<byte> Odd = SearchValues.Create("%\\;"u8);

    /// <summary>The plain path of a request target (<c>/path?query</c>, a whole URL, or <c>*</c>).</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> target)
    {
        var path = PathOf(target);
        return IsPlain(path.Span) ? path : Decoded(path.Span);
    }

    /// <summary>The query of a request target, without its <c>?</c>; empty where there is none.</summary>
    public static ReadOnlyMemory<byte> QueryOf(ReadOnlyMemory<byte> target)
    {
        var mark = target.Span.IndexOf((byte)'?');
        if (mark < 0) return default;

        var query = target[(mark + 1)..];
        var fragment = query.Span.IndexOf((byte)'#');
        return fragment < 0 ? query : query[..fragment];
    }

    private static ReadOnlyMemory<byte> PathOf(ReadOnlyMemory<byte> target)
    {
        var span = target.Span;
        var end = span.IndexOfAny(End);
        if (end >= 0) target = target[..end];
        if (span.IsEmpty || span[0] == (byte)'/') return target;

        var scheme = target.Span.IndexOf("://"u8);
        if (scheme < 0) return target;

        var rest = target[(scheme + 3)..];
        var slash = rest.Span.IndexOf((byte)'/');
        return slash < 0 ? "/"u8.ToArray() : rest[slash..];
    }

    private static bool IsPlain(ReadOnlySpan<byte> path)
    {
        if (path.ContainsAny(Odd) || path.IndexOf("//"u8) >= 0) return false;

        var dot = path.IndexOf("/."u8);
        return dot < 0 || (path[dot..].IndexOf("/./"u8) < 0 && path[dot..].IndexOf("/../"u8) < 0 && !path.EndsWith("/."u8) && !path.EndsWith("/.."u8));
    }

    private static byte[] Decoded(ReadOnlySpan<byte> path)
    {
        var decoded = new byte[path.Length];
        var length = 0;
        for (var i = 0; i < path.Length; i++) decoded[length++] = UrlText.DecodeAt(path, ref i, plusIsBlank: false);
        return decoded.AsSpan(0, Straighten(decoded.AsSpan(0, length))).ToArray();
    }

    /// <summary>Takes dot segments, doubled slashes and the parameters of segments (<c>;jsessionid=…</c>) out, in place.</summary>
    internal static int Straighten(Span<byte> path)
    {
        path.Replace((byte)'\\', (byte)'/');
        var (length, read) = (0, 0);
        while (read < path.Length)
        {
            // A segment with the slash before it.
            var begin = path[read] == (byte)'/' ? read + 1 : read;
            var next = path[begin..].IndexOf((byte)'/');
            var end = next < 0 ? path.Length : begin + next;
            var segment = path[begin..end];
            var parameter = segment.IndexOf((byte)';');
            if (parameter >= 0) segment = segment[..parameter];
            var last = end == path.Length;
            if (segment.SequenceEqual(".."u8))
            {
                length = Math.Max(0, path[..length].LastIndexOf((byte)'/'));
                if (last) path[length++] = (byte)'/';
            }
            else if (segment.SequenceEqual("."u8) || segment.IsEmpty)
            {
                if (last && begin > read) path[length++] = (byte)'/';
            }
            else
            {
                if (begin > read || length > 0) path[length++] = (byte)'/';
                segment.CopyTo(path[length..]);
                length += segment.Length;
            }

            read = end;
        }

        if (length == 0 && path.Length > 0) path[length++] = (byte)'/';
        return length;
    }
}
