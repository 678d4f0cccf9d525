using System.Buffers;
using Palisade.Engine.Http;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Filter;

/// <summary>Names and values of header lines (RFC 9110, section 5).</summary>
internal static class HeaderRules
{
    // Everything but controls; the tab is no control here, and bytes above 127 are the author's business.
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    /// <summary>Notes what is wrong with them.</summary>
    public static void Judge(IReadOnlyList<HeaderLine> headers, ref List<Violation>? found)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            var (name, value) = headers[i];
            if (!Tokens.IsToken(name.Span)) Name(name.Span, ref found);
            if (value.Span.ContainsAny(Controls)) Value(value.Span, ref found);
        }
    }

    private static void Name(ReadOnlySpan<byte> name, ref List<Violation>? found)
    {
        if (name.Contains((byte)0)) HeadJudge.Found(ref found, Violations.NullInHeader);
        var blankEnd = !name.IsEmpty && name[^1] is (byte)' ' or (byte)'\t';
        HeadJudge.Found(ref found, blankEnd ? Violations.BlankInHeaderName : Violations.BadHeaderName);
    }

    private static void Value(ReadOnlySpan<byte> value, ref List<Violation>? found)
    {
        foreach (var b in value)
        {
            if (!Controls.Contains(b)) continue;

            HeadJudge.Found(ref found, b switch
            {
                0 => Violations.NullInHeader,
                (byte)'\r' or (byte)'\n' => Violations.BareReturn,
                _ => Violations.ControlInHeader,
            });
        }
    }
}
