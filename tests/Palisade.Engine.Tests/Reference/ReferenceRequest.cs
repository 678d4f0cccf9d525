using System.Text;
using Palisade.Engine.Bodies;
using Palisade.Engine.Http;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Tests.Reference;

/// <summary>What a request's head says.</summary>
internal sealed class ReferenceRequest
{
    public ReferenceRequest(RequestHead head, EngineSettings settings)
    {
        Head = head;
        Headers = Members(head.Headers);
        Cookies = [.. Headers.Where(h => Is(h.Key, "cookie")).SelectMany(h => SplitCookies(Encoding.Latin1.GetString(h.Value)))];

        RawUri = head.Target.ToArray();
        var whole = Encoding.Latin1.GetString(RawUri).Split('#', 2)[0];
        var (before, query) = whole.Split('?', 2) is [var left, var right] ? (left, right) : (whole, "");
        Uri = Decode(WithoutAuthority(whole));
        Path = Decode(WithoutAuthority(before));
        Basename = Path[(Path.AsSpan().LastIndexOfAny((byte)'/', (byte)'\\') + 1)..];
        Query = Encoding.Latin1.GetBytes(query);

        var arguments = new ParsedBody();
        QueryInvalid = UrlEncodedBody.Parse(Query, settings.ArgumentSeparator, settings.ArgumentsLimit, arguments);
        Arguments = [.. arguments.Arguments.Select(a => new ReferenceMember(a.Name.ToArray(), a.Value.ToArray()))];
    }

    public RequestHead Head { get; }

    public List<ReferenceMember> Headers { get; }

    public List<ReferenceMember> Cookies { get; }

    /// <summary>ARGS_GET.</summary>
    public List<ReferenceMember> Arguments { get; }

    public byte[] RawUri { get; }

    /// <summary>Decoded, without authority and fragment.</summary>
    public byte[] Uri { get; }

    public byte[] Path { get; }

    public byte[] Basename { get; }

    public byte[] Query { get; }

    /// <summary>Whether the query has a percent sign without two hexadecimal digits.</summary>
    public bool QueryInvalid { get; }

    /// <summary>The Host header without its port.</summary>
    public byte[] ServerName
    {
        get
        {
            var host = First(Headers, "host");
            var end = host is [(byte)'[', ..] ? Array.IndexOf(host, (byte)']') + 1 : Array.LastIndexOf(host, (byte)':');
            return end > 0 ? host[..end] : host;
        }
    }

    /// <summary>The scheme of the Authorization header.</summary>
    public byte[] AuthType => Encoding.Latin1.GetBytes(Authorization.Split(' ', 2)[0]);

    /// <summary>The user of HTTP Basic; empty for none.</summary>
    public byte[] BasicUser
    {
        get
        {
            if (Authorization.Split(' ', 2) is not [var scheme, var credentials] || !scheme.Equals("basic", StringComparison.OrdinalIgnoreCase)) return [];
            var decoded = new byte[credentials.Length];
            if (!Convert.TryFromBase64String(credentials.Trim(' '), decoded, out var length)) return [];
            return [.. decoded.Take(length).TakeWhile(b => b != (byte)':')];
        }
    }

    private string Authorization => Encoding.Latin1.GetString(First(Headers, "authorization"));

    public static List<ReferenceMember> Members(IEnumerable<HeaderLine> headers) => [.. headers.Select(h => new ReferenceMember(h.Name.ToArray(), h.Value.ToArray()))];

    /// <summary>The first member of that name (ASCII, any case), or empty.</summary>
    public static byte[] First(IEnumerable<ReferenceMember> members, string name) => members.FirstOrDefault(m => Is(m.Key, name))?.Value ?? [];

    private static bool Is(byte[] key, string name) => Ascii.EqualsIgnoreCase(key, name);

    // Nothing is decoded, and what has no name is dropped.
    private static IEnumerable<ReferenceMember> SplitCookies(string header) =>
        from pair in header.Split(';')
        let sides = pair.TrimStart(' ').Split('=', 2)
        where sides[0].Length > 0
        select new ReferenceMember(sides[0], Encoding.Latin1.GetBytes(sides.Length > 1 ? sides[1] : ""));

    // As "http://host/path": what stands before the path is not the application's.
    private static string WithoutAuthority(string target)
    {
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (target.StartsWith('/') || scheme <= 0) return target;
        var path = target.IndexOf('/', scheme + 3);
        return path < 0 ? target : target[path..];
    }

    private static byte[] Decode(string text)
    {
        var invalid = false;
        return UrlDecoding.Decode(Encoding.Latin1.GetBytes(text), plusIsSpace: false, ref invalid).ToArray();
    }
}
