using System.Buffers.Text;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Accept.Wire;

namespace Palisade.Gateway.Filter;

/// <summary>Where the body ends (RFC 9112, section 6.3). Servers that disagree about this can be made to see different requests.</summary>
internal static class FramingRules
{
    /// <summary>Notes what is wrong, and says where the body ends as the server sees it.</summary>
    public static BodyFraming Judge(RawHead head, ref List<Violation>? found)
    {
        var (lengths, codings, chunked) = (0, 0, 0);
        long length = 0;
        foreach (var (name, value) in head.Headers)
        {
            if (Tokens.EqualIgnoreCase(name.Span, "Content-Length"u8))
            {
                lengths++;
                if (!IsLength(value.Span, out length)) HeadJudge.Found(ref found, value.Span.Contains((byte)',') ? Violations.ManyLengths : Violations.BadLengthText);
            }
            else if (Tokens.EqualIgnoreCase(name.Span, "Transfer-Encoding"u8))
            {
                Codings(value.Span, ref codings, ref chunked);
            }
        }

        if (lengths > 1) HeadJudge.Found(ref found, Violations.ManyLengths);
        if (codings > 0) JudgeCodings(head, codings, chunked, lengths, ref found);
        else if (lengths == 0) JudgeMissingLength(head, ref found);
        return new BodyFraming(codings > 0, codings > 0 ? 0 : length);
    }

    private static void Codings(ReadOnlySpan<byte> value, ref int codings, ref int chunked)
    {
        foreach (var part in value.Split((byte)','))
        {
            codings++;
            if (Tokens.EqualIgnoreCase(value[part].Trim(" \t"u8), "chunked"u8)) chunked++;
        }
    }

    private static void JudgeCodings(RawHead head, int codings, int chunked, int lengths, ref List<Violation>? found)
    {
        if (chunked < codings) HeadJudge.Found(ref found, Violations.UnknownCoding);
        if (chunked > 1) HeadJudge.Found(ref found, Violations.RepeatedChunked);
        if (lengths > 0) HeadJudge.Found(ref found, Violations.LengthAndCoding);
        if (head.Protocol.Span.SequenceEqual("HTTP/1.0"u8)) HeadJudge.Found(ref found, Violations.OldCoding);
    }

    private static void JudgeMissingLength(RawHead head, ref List<Violation>? found)
    {
        if (!head.Protocol.Span.SequenceEqual("HTTP/1.0"u8)) return;

        var method = head.Method.Span;
        if (method.SequenceEqual("POST"u8) || method.SequenceEqual("PUT"u8)) HeadJudge.Found(ref found, Violations.NoLength);
    }

    private static bool IsLength(ReadOnlySpan<byte> text, out long length)
    {
        length = 0;
        return !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9') && Utf8Parser.TryParse(text, out length, out var used) && used == text.Length;
    }
}
