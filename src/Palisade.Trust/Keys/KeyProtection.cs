using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Palisade.Trust.Disk;

namespace Palisade.Trust.Keys;

/// <summary>
/// What opens the keys on a disk: a passphrase a person knows, or a file of 32 random bytes that only the owner can read
/// (made by <see cref="CreateKeyFile"/>, handed over by systemd or kept on another disk). Keys lie as PKCS#8, encrypted with
/// AES-256 under a key derived by PBKDF2 with SHA-256.
/// </summary>
public sealed class KeyProtection : IDisposable
{
    /// <summary>Shortest passphrase, in characters.</summary>
    public const int ShortestPassphrase = 12;

    // What OWASP's password storage page asks of PBKDF2 with SHA-256.
    private const int PassphraseRounds = 600_000;

    // 256 random bits need no stretching; this is what tools commonly write.
    private const int KeyFileRounds = 2048;
    private const int KeyFileBytes = 32;

    private const int SaltBytes = 16;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int WrapOverhead = SaltBytes + NonceBytes + TagBytes;

    private readonly byte[] _secret;
    private readonly int _rounds;

    private KeyProtection(byte[] secret, int rounds) => (_secret, _rounds) = (secret, rounds);

    /// <summary>By a passphrase of at least <see cref="ShortestPassphrase"/> characters. The caller's copy is the caller's to clear.</summary>
    public static KeyProtection FromPassphrase(ReadOnlySpan<char> passphrase)
    {
        if (passphrase.Length < ShortestPassphrase) throw new ArgumentException($"A passphrase has at least {ShortestPassphrase} characters.", nameof(passphrase));
        var secret = new byte[Encoding.UTF8.GetByteCount(passphrase)];
        Encoding.UTF8.GetBytes(passphrase, secret);
        return new(secret, PassphraseRounds);
    }

    /// <summary>Makes a new key file, unless there is one.</summary>
    /// <returns>False when there is one, which stays.</returns>
    public static bool CreateKeyFile(string path)
    {
        Span<byte> key = stackalloc byte[KeyFileBytes];
        RandomNumberGenerator.Fill(key);
        try
        {
            return AtomicFile.TryCreate(path, key, AtomicFile.Private);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>By a key file.</summary>
    public static bool TryFromKeyFile(string path, [NotNullWhen(true)] out KeyProtection? protection, [NotNullWhen(false)] out Refusal<KeyRefusal>? refusal)
    {
        protection = null;
        refusal = null;
        if (BoundedFile.TryRead(path, KeyFileBytes) is not { } key) refusal = new(KeyRefusal.NotReadable, $"The key file '{path}' cannot be read, or is no key file.");
        else if (key.Length is not KeyFileBytes) refusal = new(KeyRefusal.Damaged, $"The key file '{path}' does not hold {KeyFileBytes} bytes.");
        else if (BoundedFile.IsOpenToOthers(path)) refusal = new(KeyRefusal.OpenToOthers, $"The key file '{path}' is open to others than its owner; its rights must be 0600 or less.");
        else protection = new(key, KeyFileRounds);
        return protection is not null;
    }

    /// <summary>The key, encrypted, as PEM.</summary>
    public string Seal(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.ExportEncryptedPkcs8PrivateKeyPem(_secret, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, _rounds));
    }

    /// <summary>The key of a PEM text; null when this protection does not open it.</summary>
    public ECDsa? TryOpen(ReadOnlySpan<char> pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromEncryptedPem(pem, _secret);
            return key;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }

    /// <summary>Encrypts a short secret for the disk: AES-256-GCM under a key of its own, derived from this one.</summary>
    /// <param name="about">What it is and whose; it opens as nothing else.</param>
    public byte[] Wrap(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> about)
    {
        var wrapped = new byte[WrapOverhead + secret.Length];
        var salt = wrapped.AsSpan(0, SaltBytes);
        var nonce = wrapped.AsSpan(SaltBytes, NonceBytes);
        var tag = wrapped.AsSpan(SaltBytes + NonceBytes, TagBytes);
        RandomNumberGenerator.Fill(salt);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(salt);
        cipher.Encrypt(nonce, secret, wrapped.AsSpan(WrapOverhead), tag, about);
        return wrapped;
    }

    /// <summary>Opens what <see cref="Wrap"/> made; null when this protection does not, or when it is about something else.</summary>
    public byte[]? TryUnwrap(byte[] wrapped, ReadOnlySpan<byte> about)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        if (wrapped.Length < WrapOverhead) return null;
        var salt = wrapped.AsSpan(0, SaltBytes);
        var nonce = wrapped.AsSpan(SaltBytes, NonceBytes);
        var tag = wrapped.AsSpan(SaltBytes + NonceBytes, TagBytes);
        using var cipher = Cipher(salt);
        var secret = new byte[wrapped.Length - WrapOverhead];
        try
        {
            cipher.Decrypt(nonce, wrapped.AsSpan(WrapOverhead), tag, secret, about);
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Clears the secret.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_secret);

    private AesGcm Cipher(ReadOnlySpan<byte> salt)
    {
        var key = Rfc2898DeriveBytes.Pbkdf2(_secret, salt, _rounds, HashAlgorithmName.SHA256, KeyFileBytes);
        try
        {
            return new(key, TagBytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
