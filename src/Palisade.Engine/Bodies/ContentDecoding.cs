namespace Palisade.Engine.Bodies;

/// <summary>How far the removal of content codings got.</summary>
public enum DecodingOutcome
{
    /// <summary>All of the body is decoded.</summary>
    Complete,

    /// <summary>The first bytes are decoded; the rest was not there, or is beyond the output limit.</summary>
    Truncated,

    /// <summary>The body expands more than the limits allow; what was decoded until then is there.</summary>
    Bomb,

    /// <summary>The body is not what its coding says; what was decoded until then is there.</summary>
    Corrupt,

    /// <summary>A coding we do not know; the bytes are as they are under it.</summary>
    UnknownCoding,
}

/// <summary>How much one body may expand to.</summary>
/// <param name="MaxOutputBytes">The most bytes decoded: the inspected budget. More is no bomb, and is not looked at.</param>
/// <param name="MaxRatio">The most bytes out for one byte in, of every layer of coding. Deflate cannot exceed 1,032; text is below 20.</param>
public readonly record struct DecodingLimits(long MaxOutputBytes, int MaxRatio)
{
    /// <summary>Output that is always allowed, whatever the ratio: 64 KiB. A short repetitive body is no attack.</summary>
    public const int AlwaysAllowed = 64 * 1024;
}

/// <summary>A body without its content codings.</summary>
/// <param name="Bytes">What was decoded; the input itself when there was nothing to remove.</param>
public readonly record struct DecodedBody(ReadOnlyMemory<byte> Bytes, DecodingOutcome Outcome);

/// <summary>Removes content codings (RFC 9110, section 8.4.1) from a body for inspection. The body itself is passed on untouched.</summary>
public static class ContentDecoding
{
    // Nobody stacks more than two; each layer is a new chance to hide.
    private const int MostCodings = 4;

    /// <summary>Removes every coding, the last applied first.</summary>
    /// <param name="body">The body as received, or its first bytes.</param>
    /// <param name="contentEncoding">The value of Content-Encoding; several headers joined by commas. Empty and <c>identity</c> mean none.</param>
    /// <param name="truncated">Whether the body went on past these bytes; then an end in the middle of the data is <see cref="DecodingOutcome.Truncated"/>, otherwise <see cref="DecodingOutcome.Corrupt"/>.</param>
    /// <returns>Never throws for any bytes.</returns>
    public static DecodedBody Decode(ReadOnlyMemory<byte> body, string contentEncoding, bool truncated, DecodingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(contentEncoding);
        var codings = contentEncoding.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(c => !c.Equals("identity", StringComparison.OrdinalIgnoreCase)).Reverse().ToArray();
        if (codings.Length == 0) return new DecodedBody(body, truncated ? DecodingOutcome.Truncated : DecodingOutcome.Complete);
        if (codings.Length > MostCodings) return new DecodedBody(body, DecodingOutcome.UnknownCoding);

        var known = codings.TakeWhile(IsKnown).ToArray();
        if (known.Length == 0) return new DecodedBody(body, DecodingOutcome.UnknownCoding);
        var decoded = Run(body, known, truncated, limits);
        return known.Length == codings.Length ? decoded : decoded with { Outcome = DecodingOutcome.UnknownCoding };
    }

    /// <summary>Whether a coding's name (RFC 9110; <c>br</c> from RFC 7932) is one that can be removed.</summary>
    public static bool IsKnown(string coding) => coding.ToLowerInvariant() is "gzip" or "x-gzip" or "deflate" or "br";

    private static DecodedBody Run(ReadOnlyMemory<byte> body, string[] codings, bool truncated, DecodingLimits limits)
    {
        var allowed = Math.Max(DecodingLimits.AlwaysAllowed, (long)body.Length * limits.MaxRatio);
        // A layer under another is compressed data: as long as the budget is long for what it expands to.
        var allowedBetween = Math.Min(allowed, Math.Max(DecodingLimits.AlwaysAllowed, limits.MaxOutputBytes));
        var end = CodingEnd.Complete;
        for (var i = 0; i < codings.Length && end is not CodingEnd.Bomb; i++)
        {
            var isLast = i == codings.Length - 1;
            var output = isLast ? new CodingOutput(limits.MaxOutputBytes, allowed) : new CodingOutput(long.MaxValue, allowedBetween);
            var layerEnd = Remove(codings[i], body, output);
            // A layer that is cut cuts those under it: the first reason is the true one.
            if (end == CodingEnd.Complete || layerEnd is CodingEnd.Bomb or CodingEnd.Full) end = layerEnd;
            body = output.Bytes;
        }

        return new DecodedBody(body, Outcome(end, truncated));
    }

    private static CodingEnd Remove(string coding, ReadOnlyMemory<byte> body, CodingOutput output) => coding.ToLowerInvariant() switch
    {
        "br" => BrotliCoding.Remove(body.Span, output),
        "deflate" => DeflateCoding.Remove(body, output),
        _ => GzipCoding.Remove(body, output),
    };

    private static DecodingOutcome Outcome(CodingEnd end, bool truncated) => end switch
    {
        CodingEnd.Bomb => DecodingOutcome.Bomb,
        CodingEnd.Corrupt => DecodingOutcome.Corrupt,
        CodingEnd.Full => DecodingOutcome.Truncated,
        CodingEnd.TooEarly when !truncated => DecodingOutcome.Corrupt,
        _ => truncated ? DecodingOutcome.Truncated : DecodingOutcome.Complete,
    };
}
