using Palisade.Engine.Bodies;

namespace Palisade.Engine.Values;

/// <summary>The parts of a request target, as ModSecurity v3 names them.</summary>
internal readonly struct RequestTarget
{
    /// <summary>Splits a target as sent; any bytes.</summary>
    public RequestTarget(ReadOnlyMemory<byte> raw)
    {
        Raw = raw;
        var fragment = raw.Span.IndexOf((byte)'#');
        var whole = fragment < 0 ? raw : raw[..fragment];
        var question = whole.Span.IndexOf((byte)'?');
        Query = question < 0 ? default : whole[(question + 1)..];
        Path = Decode(WithoutAuthority(question < 0 ? whole : whole[..question]));
        Uri = Decode(WithoutAuthority(whole));
        var slash = Path.Span.LastIndexOfAny((byte)'/', (byte)'\\');
        Basename = Path[(slash + 1)..];
    }

    /// <summary>REQUEST_URI_RAW: as sent.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>REQUEST_URI: decoded, without authority and fragment, with the query.</summary>
    public ReadOnlyMemory<byte> Uri { get; }

    /// <summary>REQUEST_FILENAME and PATH_INFO: the decoded path.</summary>
    public ReadOnlyMemory<byte> Path { get; }

    /// <summary>REQUEST_BASENAME: what follows the path's last slash or backslash.</summary>
    public ReadOnlyMemory<byte> Basename { get; }

    /// <summary>QUERY_STRING: as sent.</summary>
    public ReadOnlyMemory<byte> Query { get; }

    // A plus stays a plus: only form data writes spaces so.
    private static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> text)
    {
        var invalid = false;
        return UrlDecoding.Decode(text, plusIsSpace: false, ref invalid);
    }

    private static ReadOnlyMemory<byte> WithoutAuthority(ReadOnlyMemory<byte> target)
    {
        var span = target.Span;
        if (span.IsEmpty || span[0] == (byte)'/') return target;
        var scheme = span.IndexOf("://"u8);
        if (scheme <= 0) return target;
        var path = span[(scheme + 3)..].IndexOf((byte)'/');
        return path < 0 ? target : target[(scheme + 3 + path)..];
    }
}
