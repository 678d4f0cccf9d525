namespace Palisade.Engine.Bodies;

/// <summary>The body processor <c>URLENCODED</c>; also splits query strings.</summary>
public static class UrlEncodedBody
{
    /// <summary>Splits at the separator, each segment at its first <c>=</c>, and decodes both halves.</summary>
    /// <param name="body">Any bytes.</param>
    /// <param name="separator">What separates arguments (<c>SecArgumentSeparator</c>); <c>&amp;</c> by default.</param>
    /// <param name="argumentLimit">The most arguments in <paramref name="into"/>; 0 or less means any number.</param>
    /// <param name="into">Receives the arguments.</param>
    /// <returns>Whether a <c>%</c> was not followed by two hexadecimal digits (<c>URLENCODED_ERROR</c>).</returns>
    /// <remarks>
    /// A segment without any byte, as in <c>a=1&amp;&amp;b=2</c>, is no argument: v3 makes one with an empty name of it, and two such
    /// look like a repeated parameter to CRS 921180. A segment with an empty name and a value is kept (Coraza drops it).
    /// </remarks>
    public static bool Parse(ReadOnlyMemory<byte> body, byte separator, int argumentLimit, ParsedBody into)
    {
        ArgumentNullException.ThrowIfNull(into);
        var invalid = false;
        while (!body.IsEmpty)
        {
            var end = body.Span.IndexOf(separator);
            var segment = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (segment.IsEmpty) continue;
            if (into.ArgumentLimitExceeded) return invalid;
            var equals = segment.Span.IndexOf((byte)'=');
            var name = UrlDecoding.Decode(equals < 0 ? segment : segment[..equals], into, ref invalid);
            var value = equals < 0 ? default : UrlDecoding.Decode(segment[(equals + 1)..], into, ref invalid);
            into.Add(name, value, argumentLimit);
        }

        return invalid;
    }
}
