using Palisade.Engine.Http;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Accept.Wire;

namespace Palisade.Gateway.Filter;

/// <summary>The Host header (RFC 9112, section 3.2).</summary>
internal static class HostRules
{
    /// <summary>Notes what is wrong with it.</summary>
    public static void Judge(RawHead head, ref List<Violation>? found)
    {
        var hosts = 0;
        ReadOnlySpan<byte> host = default;
        foreach (var line in head.Headers)
        {
            if (!Tokens.EqualIgnoreCase(line.Name.Span, "Host"u8)) continue;

            hosts++;
            host = line.Value.Span;
        }

        if (hosts > 1) HeadJudge.Found(ref found, Violations.ManyHosts);
        if (hosts == 0)
        {
            if (!head.Protocol.Span.SequenceEqual("HTTP/1.0"u8) && !head.Oddities.HasFlag(HeadOddities.NoVersion)) HeadJudge.Found(ref found, Violations.NoHost);
            return;
        }

        Value(host, ref found);
        var authority = AbsoluteTarget.Authority(head.Target.Span);
        if (!authority.IsEmpty && !host.IsEmpty && !SameHost(authority, host)) HeadJudge.Found(ref found, Violations.OtherHost);
    }

    /// <summary>Notes what is wrong with a host; also with the authority of HTTP/2.</summary>
    public static void Value(ReadOnlySpan<byte> host, ref List<Violation>? found)
    {
        if (host.IsEmpty) HeadJudge.Found(ref found, Violations.EmptyHost);
        else if (!HostText.IsValid(host, out var portInRange)) HeadJudge.Found(ref found, Violations.BadHostText);
        else if (!portInRange) HeadJudge.Found(ref found, Violations.BadHostText with { Passable = true });
    }

    /// <summary>The same header lines as HTTP/2 gives them.</summary>
    public static void Value(IReadOnlyList<HeaderLine> headers, ref List<Violation>? found)
    {
        foreach (var line in headers)
        {
            if (Tokens.EqualIgnoreCase(line.Name.Span, "Host"u8)) Value(line.Value.Span, ref found);
        }
    }

    // A default port may stand on one side and not on the other.
    private static bool SameHost(ReadOnlySpan<byte> authority, ReadOnlySpan<byte> host) =>
        Tokens.EqualIgnoreCase(WithoutDefaultPort(authority), WithoutDefaultPort(host));

    private static ReadOnlySpan<byte> WithoutDefaultPort(ReadOnlySpan<byte> host)
    {
        if (host.EndsWith(":80"u8)) return host[..^3];
        return host.EndsWith(":443"u8) ? host[..^4] : host;
    }
}
