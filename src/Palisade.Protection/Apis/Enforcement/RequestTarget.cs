using Palisade.Engine.Bodies;

namespace Palisade.Protection.Apis.Enforcement;

/// <summary>A request target, cut into path and query; neither is decoded.</summary>
internal readonly record struct RequestTarget(ReadOnlyMemory<byte> Path, ReadOnlyMemory<byte> Query)
{
    /// <summary>Cuts a target: a path, or a URL as proxies get it.</summary>
    public static RequestTarget Of(ReadOnlyMemory<byte> target)
    {
        if (target.Span is not [(byte)'/', ..] && target.Span.IndexOf("://"u8) is > 0 and var scheme)
        {
            var path = target.Span[(scheme + 3)..].IndexOfAny((byte)'/', (byte)'?');
            target = path < 0 ? "/"u8.ToArray() : target[(scheme + 3 + path)..];
        }

        var fragment = target.Span.IndexOf((byte)'#');
        if (fragment >= 0) target = target[..fragment];
        var query = target.Span.IndexOf((byte)'?');
        return query < 0 ? new(target, default) : new(target[..query], target[(query + 1)..]);
    }

    /// <summary>
    /// The segments of a path as the most lenient of servers reads it: escapes decoded, backslashes as slashes, dot segments resolved, empty segments and
    /// parameters (<c>;x=y</c>) taken out. It says whom a request may reach, so that no spelling goes around a check.
    /// </summary>
    public static List<ReadOnlyMemory<byte>> Lenient(ReadOnlyMemory<byte> path)
    {
        var invalid = false;
        var rest = UrlDecoding.Decode(path, plusIsSpace: false, ref invalid);
        var segments = new List<ReadOnlyMemory<byte>>(8);
        while (!rest.IsEmpty)
        {
            var slash = rest.Span.IndexOfAny((byte)'/', (byte)'\\');
            var segment = slash < 0 ? rest : rest[..slash];
            rest = slash < 0 ? default : rest[(slash + 1)..];
            var parameters = segment.Span.IndexOf((byte)';');
            if (parameters >= 0) segment = segment[..parameters];
            if (segment.Span is [(byte)'.', (byte)'.'] && segments.Count > 0) segments.RemoveAt(segments.Count - 1);
            else if (segment.Span is not ([] or [(byte)'.'] or [(byte)'.', (byte)'.'])) segments.Add(segment);
        }

        return segments;
    }

    /// <summary>Whether segments begin with others.</summary>
    public static bool Begins(List<ReadOnlyMemory<byte>> segments, byte[][] with)
    {
        if (segments.Count < with.Length) return false;
        for (var i = 0; i < with.Length; i++)
        {
            if (!segments[i].Span.SequenceEqual(with[i])) return false;
        }

        return true;
    }

    /// <summary>The segments of a path behind its first slash, decoded; null when it has a dot segment, which servers resolve in more than one way.</summary>
    public static List<ReadOnlyMemory<byte>>? Segments(ReadOnlyMemory<byte> path)
    {
        var segments = new List<ReadOnlyMemory<byte>>(8);
        if (path.Span is [(byte)'/', ..]) path = path[1..];
        while (true)
        {
            var slash = path.Span.IndexOf((byte)'/');
            var invalid = false;
            var segment = UrlDecoding.Decode(slash < 0 ? path : path[..slash], plusIsSpace: false, ref invalid);
            if (invalid || segment.Span is [(byte)'.'] or [(byte)'.', (byte)'.']) return null;
            segments.Add(segment);
            if (slash < 0) return segments;
            path = path[(slash + 1)..];
        }
    }
}
