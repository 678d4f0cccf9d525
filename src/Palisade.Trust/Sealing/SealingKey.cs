using System.Security.Cryptography;
using System.Text;

namespace Palisade.Trust.Sealing;

/// <summary>One key of a tenant: AES-256-GCM, bound to the tenant and to the name of the object, so that what was sealed for one opens for no other.</summary>
internal sealed record SealingKey(string Id, byte[] Key)
{
    public const int KeyBytes = 32;
    public const int IdCharacters = 16;

    /// <summary>What is sealed, at most: a private key in PEM takes 4 KiB.</summary>
    public const int MostBytes = 64 * 1024;

    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + NonceBytes + TagBytes;

    public static SealingKey Create() => new(RandomNumberGenerator.GetHexString(IdCharacters, lowercase: true), RandomNumberGenerator.GetBytes(KeyBytes));

    public byte[] Seal(string tenant, string objectName, ReadOnlySpan<byte> secret)
    {
        var output = new byte[HeadBytes + secret.Length];
        output[0] = Version;
        RandomNumberGenerator.Fill(output.AsSpan(1, NonceBytes));
        using var cipher = new AesGcm(Key, TagBytes);
        cipher.Encrypt(output.AsSpan(1, NonceBytes), secret, output.AsSpan(HeadBytes), output.AsSpan(1 + NonceBytes, TagBytes), About(tenant, objectName));
        return output;
    }

    public byte[]? TryOpen(string tenant, string objectName, ReadOnlySpan<byte> input)
    {
        if (input.Length is < HeadBytes or > HeadBytes + MostBytes || input[0] is not Version) return null;
        using var cipher = new AesGcm(Key, TagBytes);
        var secret = new byte[input.Length - HeadBytes];
        try
        {
            cipher.Decrypt(input.Slice(1, NonceBytes), input[HeadBytes..], input.Slice(1 + NonceBytes, TagBytes), secret, About(tenant, objectName));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public static bool IsId(string id) => id.Length is IdCharacters && id.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c));

    /// <summary>Not its bytes.</summary>
    public override string ToString() => Id;

    // Neither part can hold the zero byte that is between them.
    private static byte[] About(string tenant, string objectName) => Encoding.UTF8.GetBytes($"palisade-sealed-1\0{tenant}\0{objectName}");
}
