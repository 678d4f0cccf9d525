using Palisade.Configuration.Policies.Firewall;
using Palisade.Engine.Http;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Filter;

/// <summary>What good requests have too, and is looked for only where a policy asks.</summary>
internal static class OptionalRules
{
    /// <summary>Notes what a policy wants to hear of.</summary>
    public static void Judge(AppFirewallConfig policy, RequestHead head, ref List<Violation>? found)
    {
        if (policy.SettingOf(FirewallViolations.BodyInGet) is not ViolationSetting.Off && HasNoUseForBody(head.Method.Span) && SaysBody(head.Headers)) HeadJudge.Found(ref found, Violations.BodyInGet);
        if (policy.SettingOf(FirewallViolations.HighBytesInHeader) is not ViolationSetting.Off && HasHighBytes(head.Headers)) HeadJudge.Found(ref found, Violations.HighByteInHeader);
    }

    private static bool HasNoUseForBody(ReadOnlySpan<byte> method) => method.SequenceEqual("GET"u8) || method.SequenceEqual("HEAD"u8);

    private static bool SaysBody(IReadOnlyList<HeaderLine> headers)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            var (name, value) = headers[i];
            if (Tokens.EqualIgnoreCase(name.Span, "Transfer-Encoding"u8)) return true;
            if (Tokens.EqualIgnoreCase(name.Span, "Content-Length"u8) && value.Span.ContainsAnyExcept((byte)'0')) return true;
        }

        return false;
    }

    private static bool HasHighBytes(IReadOnlyList<HeaderLine> headers)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (headers[i].Value.Span.ContainsAnyInRange((byte)0x80, (byte)0xff)) return true;
        }

        return false;
    }
}
