using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Palisade.Gateway.Filter.Challenges;

/// <summary>Short signed texts: some bytes, the number of their key, and a signature over both, over what the text is for, and over its client.</summary>
/// <remarks>All bytes together are a multiple of three, so that each has one text in Base64 and no other: a changed text is another one.</remarks>
internal static class Sealed
{
    /// <summary>The key's number before the payload.</summary>
    private const int IdBytes = 4;

    private const int SignatureBytes = 16;
    private const int MostPayload = 64;

    /// <summary>Length of the text for a payload.</summary>
    public static int TextLength(int payload) => Base64Url.GetEncodedLength(IdBytes + payload + SignatureBytes);

    /// <summary>Signs.</summary>
    /// <param name="purpose">Keeps a text of one kind from being taken for one of another.</param>
    public static string Seal(SigningKey key, byte purpose, ReadOnlySpan<byte> payload, ChallengedClient client)
    {
        Debug.Assert((IdBytes + payload.Length + SignatureBytes) % 3 == 0, "more than one text");
        Span<byte> whole = stackalloc byte[IdBytes + MostPayload + SignatureBytes];
        BinaryPrimitives.WriteUInt32BigEndian(whole, key.Id);
        payload.CopyTo(whole[IdBytes..]);
        var length = IdBytes + payload.Length;
        Sign(key, purpose, whole[..length], client, whole.Slice(length, SignatureBytes));
        return Base64Url.EncodeToString(whole[..(length + SignatureBytes)]);
    }

    /// <summary>Verifies, in a time that does not depend on the signature. Allocates nothing.</summary>
    /// <param name="payload">Takes what was signed; its length is the only one that is taken.</param>
    /// <param name="key">The key that signed.</param>
    public static bool TryOpen(KeyRing keys, byte purpose, ReadOnlySpan<byte> text, ChallengedClient client, Span<byte> payload, [NotNullWhen(true)] out SigningKey? key)
    {
        key = null;
        Span<byte> whole = stackalloc byte[IdBytes + MostPayload + SignatureBytes + 3];
        if (text.Length != TextLength(payload.Length)) return false;
        if (Base64Url.DecodeFromUtf8(text, whole, out _, out var length) is not System.Buffers.OperationStatus.Done || length != IdBytes + payload.Length + SignatureBytes) return false;
        key = keys.Find(BinaryPrimitives.ReadUInt32BigEndian(whole));
        if (key is null) return false;

        var signed = IdBytes + payload.Length;
        Span<byte> signature = stackalloc byte[SignatureBytes];
        Sign(key, purpose, whole[..signed], client, signature);
        if (!CryptographicOperations.FixedTimeEquals(signature, whole.Slice(signed, SignatureBytes))) return false;
        whole[IdBytes..signed].CopyTo(payload);
        return true;
    }

    private static void Sign(SigningKey key, byte purpose, ReadOnlySpan<byte> signed, ChallengedClient client, Span<byte> signature)
    {
        Span<byte> message = stackalloc byte[1 + IdBytes + MostPayload + ChallengedClient.MostBytes];
        message[0] = purpose;
        signed.CopyTo(message[1..]);
        var length = 1 + signed.Length;
        length += client.Write(message[length..]);
        key.Sign(message[..length], signature);
    }
}
