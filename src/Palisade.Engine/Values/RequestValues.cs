using System.Text;
using Palisade.Engine.Bodies;
using Palisade.Engine.Buffers;
using Palisade.Engine.Http;

namespace Palisade.Engine.Values;

/// <summary>What phase 1 can read: the request up to its body, taken apart once.</summary>
/// <param name="memory">That of the transaction.</param>
internal sealed class RequestValues(Arena memory)
{
    private readonly ParsedBody _query = new(memory);
    private RequestHead? _head;

    public RequestHead Head => _head!;

    public RequestTarget Target { get; private set; }

    public List<NamedValue> Headers { get; } = [];

    public List<NamedValue> Cookies { get; } = [];

    /// <summary>ARGS_GET.</summary>
    public List<NamedValue> Arguments { get; } = [];

    /// <summary>Whether the query has a percent sign without two hexadecimal digits.</summary>
    public bool QueryInvalid { get; private set; }

    /// <summary>Takes a request apart.</summary>
    public void Read(RequestHead head, byte argumentSeparator, int argumentLimit)
    {
        _head = head;
        Target = new(head.Target);
        for (var i = 0; i < head.Headers.Count; i++) Headers.Add(new(head.Headers[i].Name, head.Headers[i].Value));
        foreach (var header in Headers)
        {
            if (Is(header.Key.Span, "cookie"u8)) CookieHeader.Split(header.Value, Cookies);
        }

        QueryInvalid = UrlEncodedBody.Parse(Target.Query, argumentSeparator, argumentLimit, _query);
        foreach (var argument in _query.Arguments) Arguments.Add(new(argument.Name, argument.Value));
    }

    /// <summary>Forgets it.</summary>
    public void Clear()
    {
        _head = null;
        Target = default;
        Headers.Clear();
        Cookies.Clear();
        Arguments.Clear();
        if (_query.Arguments.Count > 0) _query.Clear();
    }

    /// <summary>The value of the first header of that name (lower case), or empty.</summary>
    public ReadOnlyMemory<byte> Header(ReadOnlySpan<byte> lowerName) => First(Headers, lowerName);

    /// <summary>SERVER_NAME: the Host header without its port.</summary>
    public ReadOnlyMemory<byte> ServerName
    {
        get
        {
            var host = Header("host"u8);
            var end = host.Span.StartsWith("["u8) ? host.Span.IndexOf((byte)']') + 1 : host.Span.LastIndexOf((byte)':');
            return end > 0 ? host[..end] : host;
        }
    }

    /// <summary>AUTH_TYPE: the scheme of the Authorization header.</summary>
    public ReadOnlyMemory<byte> AuthType
    {
        get
        {
            var value = Header("authorization"u8);
            var space = value.Span.IndexOf((byte)' ');
            return space < 0 ? value : value[..space];
        }
    }

    /// <summary>REMOTE_USER: the user of HTTP Basic (RFC 7617), or empty.</summary>
    public ReadOnlyMemory<byte> BasicUser
    {
        get
        {
            var value = Header("authorization"u8);
            if (!Is(AuthType.Span, "basic"u8) || value.Length < 7) return default;
            var decoded = new byte[value.Length];
            if (!Convert.TryFromBase64Chars(Encoding.Latin1.GetString(value.Span[6..].Trim((byte)' ')), decoded, out var length)) return default;
            var colon = decoded.AsSpan(0, length).IndexOf((byte)':');
            return decoded.AsMemory(0, colon < 0 ? length : colon);
        }
    }

    /// <summary>Compares a name of any case with one in lower case.</summary>
    public static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerName) => Ascii.EqualsIgnoreCase(name, lowerName);

    /// <summary>The first member of that name, or empty.</summary>
    public static ReadOnlyMemory<byte> First(List<NamedValue> values, ReadOnlySpan<byte> lowerName)
    {
        foreach (var value in values)
        {
            if (Is(value.Key.Span, lowerName)) return value.Value;
        }

        return default;
    }
}
