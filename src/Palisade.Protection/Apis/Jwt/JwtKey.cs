using System.Collections.Concurrent;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Palisade.Protection.Apis.Jwt;

/// <summary>A key that verifies signatures. Safe for any number of threads: the platform's objects are not, so each is used by one at a time.</summary>
internal sealed class JwtKey
{
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];
    private readonly Func<AsymmetricAlgorithm>? _make;
    // Of Ed25519 the public key, which is bytes as well.
    private readonly byte[] _secret;

    private JwtKey(JwtKeyKind kind, byte[] secret, Func<AsymmetricAlgorithm>? make, string? curve, int bits) =>
        (Kind, _secret, _make, Curve, Bits) = (kind, secret, make, curve, bits);

    /// <summary>What kind of key it is: no algorithm of another kind is ever tried with it.</summary>
    public JwtKeyKind Kind { get; }

    /// <summary>As in <c>P-256</c>; null for other keys.</summary>
    public string? Curve { get; }

    /// <summary>How long it is.</summary>
    public int Bits { get; }

    /// <summary>Its name; null when it has none.</summary>
    public string? Id { get; internal set; }

    /// <summary>The only algorithm it may be used with; null when it does not say.</summary>
    public string? Algorithm { get; internal set; }

    /// <summary>A shared secret.</summary>
    public static JwtKey OfSecret(byte[] secret) => new(JwtKeyKind.Secret, secret, make: null, curve: null, secret.Length * 8);

    /// <summary>An RSA key.</summary>
    /// <exception cref="CryptographicException">It is none.</exception>
    public static JwtKey OfRsa(byte[] modulus, byte[] exponent)
    {
        var parameters = new RSAParameters { Modulus = modulus, Exponent = exponent };
        using var first = RSA.Create(parameters);
        return new(JwtKeyKind.Rsa, [], () => RSA.Create(parameters), curve: null, first.KeySize);
    }

    /// <summary>A point on a curve.</summary>
    /// <exception cref="CryptographicException">It is not on it.</exception>
    public static JwtKey OfCurve(string name, byte[] x, byte[] y)
    {
        var curve = name switch { "P-256" => ECCurve.NamedCurves.nistP256, "P-384" => ECCurve.NamedCurves.nistP384, _ => ECCurve.NamedCurves.nistP521 };
        var parameters = new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } };
        using var first = ECDsa.Create(parameters);
        return new(JwtKeyKind.Curve, [], () => ECDsa.Create(parameters), name, first.KeySize);
    }

    /// <summary>A point of Ed25519.</summary>
    /// <exception cref="CryptographicException">It is none, or one of those with which anything verifies.</exception>
    public static JwtKey OfEdwards(byte[] x)
    {
        if (x.Length != Ed25519.PublicKeySize || !Ed25519.ValidatePublicKeyFull(x, 0)) throw new CryptographicException("The bytes are no point of Ed25519.");
        return new(JwtKeyKind.Edwards, x, make: null, "Ed25519", bits: 256);
    }

    /// <summary>Whether an algorithm may be used with it.</summary>
    public bool Suits(JwtAlgorithm algorithm) =>
        algorithm.Kind == Kind && algorithm.Curve == Curve && (Algorithm is null || Algorithm == algorithm.Name) && (Kind is not JwtKeyKind.Secret || Bits >= HashBits(algorithm));

    /// <summary>Whether a signature is the key's own.</summary>
    public bool Verifies(JwtAlgorithm algorithm, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (Kind is JwtKeyKind.Edwards) return signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature.ToArray(), 0, _secret, 0, signed.ToArray(), 0, signed.Length);
        if (_make is null) return VerifiesSecret(algorithm, signed, signature);
        if (!_idle.TryTake(out var key)) key = _make();
        try
        {
            return key switch
            {
                RSA rsa => rsa.VerifyData(signed, signature, algorithm.Hash, algorithm.Padding!),
                // Always r and s side by side (RFC 7518, section 3.4), of the curve's length.
                ECDsa curve => signature.Length == (Bits + 7) / 8 * 2 && curve.VerifyData(signed, signature, algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            // A signature of a form that the library refuses.
            return false;
        }
        finally
        {
            _idle.Add(key);
        }
    }

    /// <summary>The least bits a secret has for an algorithm (RFC 7518, section 3.2).</summary>
    public static int HashBits(JwtAlgorithm algorithm) => int.Parse(algorithm.Name.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture);

    private bool VerifiesSecret(JwtAlgorithm algorithm, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        Span<byte> own = stackalloc byte[64];
        var length = CryptographicOperations.HmacData(algorithm.Hash, _secret, signed, own);
        return CryptographicOperations.FixedTimeEquals(own[..length], signature);
    }
}
