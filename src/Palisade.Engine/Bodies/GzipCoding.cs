namespace Palisade.Engine.Bodies;

/// <summary>The coding <c>gzip</c> (RFC 1952): one member or several, one after the other.</summary>
internal static class GzipCoding
{
    private const int FixedHeader = 10;
    private const int Trailer = 8;

    private const int HasHeaderChecksum = 2;
    private const int HasExtra = 4;
    private const int HasName = 8;
    private const int HasComment = 16;

    /// <summary>Decodes as far as it goes. Checksums are not looked at: a reader may not look at them either.</summary>
    public static CodingEnd Remove(ReadOnlyMemory<byte> coded, CodingOutput output)
    {
        do
        {
            var end = Header(coded.Span, out var headerLength);
            if (end != CodingEnd.Complete) return end;
            end = DeflateCoding.Inflate(coded[headerLength..], output, out var rest);
            if (end != CodingEnd.Complete) return end;
            if (rest.Length < Trailer) return CodingEnd.TooEarly;
            coded = rest[Trailer..];
        }
        while (!coded.IsEmpty);
        return CodingEnd.Complete;
    }

    private static CodingEnd Header(ReadOnlySpan<byte> coded, out int length)
    {
        length = FixedHeader;
        ReadOnlySpan<byte> magic = [0x1F, 0x8B, 8];
        var known = Math.Min(coded.Length, magic.Length);
        if (!coded[..known].SequenceEqual(magic[..known])) return CodingEnd.Corrupt;
        if (coded.Length < FixedHeader) return CodingEnd.TooEarly;
        var flags = coded[3];
        if ((flags & HasExtra) != 0)
        {
            if (coded.Length < length + 2) return CodingEnd.TooEarly;
            length += 2 + coded[length] + (coded[length + 1] << 8);
        }

        if ((flags & HasName) != 0 && !SkipText(coded, ref length)) return CodingEnd.TooEarly;
        if ((flags & HasComment) != 0 && !SkipText(coded, ref length)) return CodingEnd.TooEarly;
        if ((flags & HasHeaderChecksum) != 0) length += 2;
        return length <= coded.Length ? CodingEnd.Complete : CodingEnd.TooEarly;
    }

    private static bool SkipText(ReadOnlySpan<byte> coded, ref int at)
    {
        var zero = at < coded.Length ? coded[at..].IndexOf((byte)0) : -1;
        at += zero + 1;
        return zero >= 0;
    }
}
