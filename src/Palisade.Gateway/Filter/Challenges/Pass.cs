using System.Buffers.Binary;

namespace Palisade.Gateway.Filter.Challenges;

/// <summary>The cookie of who passed: until when, signed for one client.</summary>
/// <param name="Automated">Whether the browser said that a program drives it.</param>
internal readonly record struct Pass(DateTimeOffset Until, bool Automated)
{
    /// <summary>The cookie's name.</summary>
    public const string CookieName = "palisade_pass";

    private const byte Purpose = (byte)'P';

    // Of which one is spare: see Sealed.
    private const int Bytes = 10;

    /// <summary>The cookie's value.</summary>
    public string Write(SigningKey key, ChallengedClient client)
    {
        Span<byte> payload = stackalloc byte[Bytes];
        payload.Clear();
        BinaryPrimitives.WriteInt64BigEndian(payload, Until.ToUnixTimeSeconds());
        payload[8] = Automated ? (byte)1 : (byte)0;
        return Sealed.Seal(key, Purpose, payload, client);
    }

    /// <summary>Reads a value; false for one that is cut, forged, another client's, or over. Allocates nothing.</summary>
    public static bool TryRead(KeyRing keys, ReadOnlySpan<byte> text, ChallengedClient client, DateTimeOffset now, out Pass pass)
    {
        pass = default;
        Span<byte> payload = stackalloc byte[Bytes];
        if (!Sealed.TryOpen(keys, Purpose, text, client, payload, out _)) return false;
        var until = BinaryPrimitives.ReadInt64BigEndian(payload);
        if (until <= now.ToUnixTimeSeconds()) return false;
        pass = new(DateTimeOffset.FromUnixTimeSeconds(until), payload[8] != 0);
        return true;
    }
}
