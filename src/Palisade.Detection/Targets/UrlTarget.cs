using System.Buffers;
using Palisade.Detection.Reading;

namespace Palisade.Detection.Targets;

/// <summary>The host of a URL, read as careless and careful parsers do, and what asking it means.</summary>
/// <param name="text">The URL.</param>
/// <param name="afterScheme">Where the scheme ends; the slashes may follow.</param>
internal readonly ref struct UrlTarget(ReadOnlySpan<byte> text, int afterScheme)
{
    private static readonly byte[][] Metadata = Words.List("metadata.google.internal metadata.azure.internal metadata.tencentyun.com metadata.packet.net instance-data rancher-metadata metadata metadata.internal kubernetes.default.svc kubernetes.default host.docker.internal");
    private static readonly byte[][] Loopback = Words.List("localhost localhost.localdomain localtest.me lvh.me vcap.me lacolhost.com ip6-localhost loopback fbi.com yoogle.com spoofed.burpcollaborator.net bugbounty.dod.network");
    private static readonly byte[][] Catchers = Words.List("burpcollaborator.net oastify.com interact.sh oast.pro oast.live oast.site oast.online oast.fun oast.me dnslog.cn ceye.io requestbin.net webhook.site pipedream.net canarytokens.com dnsbin.zhack.ca xss.ht bxss.me r87.me");
    private static readonly byte[][] Wildcards = Words.List("nip.io sslip.io xip.io 1u.ms");
    private static readonly byte[][] Inner = Words.List("internal local intranet corp lan localdomain home private svc cluster.local consul");

    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789.-"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly int _start = SkipSlashes(text, afterScheme);

    /// <summary>Judges the host, then the path.</summary>
    public Finding? Judge()
    {
        var rest = _text[_start..];
        var end = rest.IndexOfAny((byte)'/', (byte)'?', (byte)'#');
        var authority = end < 0 ? rest : rest[..end];
        var at = authority.LastIndexOf((byte)'@');
        var host = WithoutPort(authority[(at + 1)..], out var port);
        if (host.Length == 0) return null;
        if (JudgeHost(host, ServicePorts.IsDevelopment(port)) is { } found) return found;
        if (FindSecondHost(rest, authority, at) is { } second) return second;
        return end < 0 ? null : RemoteInclusion.Judge(_text, _start + end);
    }

    private Finding? JudgeHost(ReadOnlySpan<byte> host, bool isDevelopment)
    {
        if (host.EndsWith("."u8)) host = host[..^1];
        if (host.IsEmpty) return null;
        if (NetworkAddress.TryRead(host, out var address)) return JudgeAddress(address, isDevelopment);
        if (IsOneOf(host, Metadata)) return Find(Confidence.High, "asks the metadata service of a cloud or cluster");
        if (IsOrEndsWith(host, Loopback) || EndsWith(host, "localhost"u8)) return Find(isDevelopment ? Confidence.Low : Confidence.Medium, "asks the server itself");
        if (IsOrEndsWith(host, Catchers)) return Find(Confidence.High, "asks a host that only reports who asked it");
        if (IsOrEndsWith(host, Wildcards)) return JudgeWildcard(host);
        return IsOrEndsWith(host, Inner) ? Find(Confidence.Low, "asks a host of an inner network") : null;
    }

    private Finding? JudgeAddress(NetworkAddress address, bool isDevelopment) => address.Reach switch
    {
        NetworkReach.Metadata => Find(Confidence.High, "asks the metadata service of a cloud"),
        NetworkReach.Loopback => Find(isDevelopment && !address.IsDisguised ? Confidence.Medium : Confidence.High, address.IsDisguised ? "asks the server itself by an address in disguise" : "asks the server itself by its address"),
        NetworkReach.Private => Find(address.IsDisguised ? Confidence.High : Confidence.Medium, address.IsDisguised ? "asks an inner network by an address in disguise" : "asks a host of an inner network"),
        _ => address.IsDisguised ? Find(Confidence.Medium, "writes an address in a form that hides it") : null,
    };

    // "127.0.0.1.nip.io" and "7f000001.nip.io" are names of the address in them.
    private Finding? JudgeWildcard(ReadOnlySpan<byte> host)
    {
        var digits = host.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (digits < 0) return null;
        var rest = host[digits..];
        var length = rest.IndexOfAnyExcept(NumberBytes);
        var numbers = (length < 0 ? rest : rest[..length]).TrimEnd(".-"u8);
        var isInner = Words.StartsWith(numbers, "127"u8) || Words.StartsWith(numbers, "10."u8) || Words.StartsWith(numbers, "10-"u8) || Words.StartsWith(numbers, "192.168"u8) || Words.StartsWith(numbers, "192-168"u8) || Words.StartsWith(numbers, "169"u8) || Words.StartsWith(rest, "7f"u8) || Words.StartsWith(rest, "a9fe"u8);
        return Find(isInner ? Confidence.High : Confidence.Medium, "asks an address through a name that stands for it");
    }

    // "http://expected@evil/", "http://a.com\@b.com/", "http://a.com#@b.com/": parsers disagree on which host is asked.
    private Finding? FindSecondHost(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> authority, int at)
    {
        if (at > 0 && authority[..at].Contains((byte)'\\')) return Find(Confidence.Medium, "names two hosts, of which parsers take different ones");
        if (rest.IndexOf("#@"u8) >= 0 && rest.IndexOf("#@"u8) <= authority.Length) return Find(Confidence.Medium, "names two hosts, of which parsers take different ones");
        return at > 0 && !authority[..at].Contains((byte)':') && authority[..at].Contains((byte)'.') ? Find(Confidence.Medium, "shows one host and asks another") : null;
    }

    private Finding Find(Confidence confidence, string reason) => new(confidence, 0, _text.Length, reason);

    private static int SkipSlashes(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)'/' or (byte)'\\') at++;
        return at;
    }

    private static ReadOnlySpan<byte> WithoutPort(ReadOnlySpan<byte> host, out ReadOnlySpan<byte> port)
    {
        port = default;
        var end = 0;
        if (host.Length > 0 && host[0] == '[')
        {
            end = host.IndexOf((byte)']') + 1;
            if (end < 2) return default;
        }

        var colon = host[end..].IndexOf((byte)':');
        if (colon < 0) return end > 0 ? host[..end] : host;
        port = host[(end + colon + 1)..];
        return host[..(end + colon)];
    }

    private static bool IsOneOf(ReadOnlySpan<byte> host, byte[][] names)
    {
        foreach (var name in names)
        {
            if (name.Length == host.Length && Words.StartsWith(host, name)) return true;
        }

        return false;
    }

    private static bool IsOrEndsWith(ReadOnlySpan<byte> host, byte[][] names)
    {
        foreach (var name in names)
        {
            if (EndsWith(host, name) || (name.Length == host.Length && Words.StartsWith(host, name))) return true;
        }

        return false;
    }

    private static bool EndsWith(ReadOnlySpan<byte> host, ReadOnlySpan<byte> name) =>
        host.Length > name.Length && host[^(name.Length + 1)] == '.' && Words.StartsWith(host[^name.Length..], name);
}
