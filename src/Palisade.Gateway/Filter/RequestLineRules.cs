using System.Buffers;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Accept.Wire;

namespace Palisade.Gateway.Filter;

/// <summary>Method, target and version (RFC 9112, section 3).</summary>
internal static class RequestLineRules
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create("!$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\""u8);

    /// <summary>Notes what is wrong with the request line.</summary>
    public static void Judge(RawHead head, ref List<Violation>? found)
    {
        if (!Tokens.IsToken(head.Method.Span)) HeadJudge.Found(ref found, Violations.BadMethod);
        if (head.Oddities.HasFlag(HeadOddities.NoTarget)) HeadJudge.Found(ref found, Violations.NoTarget);
        else Target(head, ref found);

        if (head.Oddities.HasFlag(HeadOddities.NoVersion)) HeadJudge.Found(ref found, Violations.NoVersion);
        else if (VersionFault(head.Protocol.Span) is { } fault) HeadJudge.Found(ref found, fault);
    }

    /// <summary>The characters of a target, whatever its form; also those of an HTTP/2 path.</summary>
    public static void Characters(ReadOnlySpan<byte> target, ref List<Violation>? found)
    {
        if (target.ContainsAnyExcept(Plain)) OddCharacters(target, ref found);

        var path = target.IndexOf((byte)'?') is >= 0 and var query ? target[..query] : target;
        if (path.IndexOf("%00"u8) >= 0) HeadJudge.Found(ref found, Violations.NullInTarget);
    }

    private static void Target(RawHead head, ref List<Violation>? found)
    {
        var target = head.Target.Span;
        Characters(target, ref found);
        if (head.Method.Span.SequenceEqual("CONNECT"u8))
        {
            HeadJudge.Found(ref found, IsAuthority(target) ? Violations.Tunnel : Violations.BadTargetForm);
            return;
        }

        var known = target[0] == '/'
            || (target.SequenceEqual("*"u8) && head.Method.Span.SequenceEqual("OPTIONS"u8))
            || AbsoluteTarget.Authority(target).Length > 0;
        if (!known) HeadJudge.Found(ref found, Violations.BadTargetForm);
    }

    private static void OddCharacters(ReadOnlySpan<byte> target, ref List<Violation>? found)
    {
        foreach (var b in target)
        {
            var violation = b switch
            {
                (byte)' ' or (byte)'\t' => Violations.BlankInTarget,
                (byte)'#' => Violations.FragmentInTarget,
                0 => Violations.NullInTarget,
                < 32 or 127 => Violations.ControlInTarget,
                > 127 => Violations.HighByteInTarget,
                _ => null,
            };
            if (violation is not null) HeadJudge.Found(ref found, violation);
        }
    }

    private static bool IsAuthority(ReadOnlySpan<byte> target)
    {
        var colon = target.LastIndexOf((byte)':');
        return colon > 0 && colon < target.Length - 1 && HostText.IsValid(target, out _);
    }

    private static Violation? VersionFault(ReadOnlySpan<byte> version)
    {
        if (version.SequenceEqual("HTTP/1.1"u8) || version.SequenceEqual("HTTP/1.0"u8)) return null;

        var wellFormed = version.StartsWith("HTTP/"u8) && version.Length is 6 or 8 && (version.Length == 6 || version[6] == '.') && char.IsAsciiDigit((char)version[^1]);
        return wellFormed && version[5] is >= (byte)'2' and <= (byte)'9' ? Violations.HighVersion : Violations.BadVersionText;
    }
}
