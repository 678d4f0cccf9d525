using Palisade.Engine.Bodies;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Inspect;

/// <summary>Unpacks a held body for the rules. What is sent on is what was received.</summary>
internal static class Decoder
{
    /// <summary>The body as the application will read it, as far as it could be unpacked.</summary>
    /// <param name="coding">Content-Encoding; empty for none.</param>
    /// <param name="end">How holding ended; becomes <see cref="HoldEnd.BeyondLimit"/> when the body is only unpacked in part.</param>
    /// <param name="account">Is told why something goes unseen.</param>
    /// <param name="refusal">What a request with such a body deserves; null when there is nothing wrong with it.</param>
    public static ReadOnlyMemory<byte> Decode(HeldBody held, string coding, DecodingLimits limits, BodyAccount account, ref HoldEnd end, out Verdict? refusal)
    {
        refusal = null;
        if (coding.Length == 0) return held.Inspectable;

        var decoded = ContentDecoding.Decode(held.Inspectable, coding, end is not HoldEnd.Complete, limits);
        switch (decoded.Outcome)
        {
            case DecodingOutcome.Bomb:
                account.Skip(UninspectedReason.Bomb);
                refusal = new(VerdictKind.Refuse, 413, "decompression_bomb");
                break;
            case DecodingOutcome.Corrupt:
                // Whoever ignores the coding would read something else than we looked at.
                account.Skip(UninspectedReason.Undecodable);
                refusal = new(VerdictKind.Refuse, 400, "undecodable_body");
                break;
            case DecodingOutcome.UnknownCoding:
                account.Skip(UninspectedReason.Undecodable);
                break;
            case DecodingOutcome.Truncated when end is HoldEnd.Complete:
                end = HoldEnd.BeyondLimit;
                break;
        }

        return decoded.Bytes;
    }
}
