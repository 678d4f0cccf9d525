using System.Buffers.Text;
using System.Security.Cryptography;
using Palisade.Protection.Apis.Documents;

namespace Palisade.Protection.Apis.Jwt;

/// <summary>The keys of a JSON Web Key Set (RFC 7517, section 5). Immutable.</summary>
public sealed class JwtKeySet
{
    private const int MostKeys = 100;
    private const int LeastRsaBits = 2048;
    private readonly JwtKey[] _keys;

    private JwtKeySet(List<JwtKey> keys) => _keys = [.. keys];

    /// <summary>How many keys there are.</summary>
    public int Count => _keys.Length;

    internal ReadOnlySpan<JwtKey> Keys => _keys;

    /// <summary>Reads a set; null when a fault refuses it. Keys that are not for signatures are passed over, keys of unknown kinds with a warning (section 5).</summary>
    /// <param name="file">Named in places.</param>
    public static JwtKeySet? Read(string file, ReadOnlyMemory<byte> bytes, DocumentFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (DocumentReader.Read(file, bytes, faults) is not { } root || faults.HasErrors) return null;
        if (root["keys"] is not { Kind: NodeKind.List } list || list.Items.Count > MostKeys)
        {
            faults.Error(root, "AP0201", $"A key set is a map with a list 'keys', of at most {MostKeys}");
            return null;
        }

        var keys = new List<JwtKey>();
        foreach (var node in list.Items)
        {
            if (node["use"]?.Text is null or "sig" && Key(node, faults) is { } key) keys.Add(key);
        }

        if (keys.Count == 0 && !faults.HasErrors) faults.Error(root, "AP0202", "No key of the set verifies signatures");
        return faults.HasErrors ? null : new JwtKeySet(keys);
    }

    private static JwtKey? Key(DocumentNode node, DocumentFaults faults)
    {
        try
        {
            switch (node["kty"]?.Text)
            {
                case "oct" when Bytes(node, "k", faults) is { } secret:
                    return Checked(node, JwtKey.OfSecret(secret), 256, faults);
                case "RSA" when Bytes(node, "n", faults) is { } n && Bytes(node, "e", faults) is { } e:
                    return Checked(node, JwtKey.OfRsa(n, e), LeastRsaBits, faults);
                case "EC" when node["crv"]?.Text is "P-256" or "P-384" or "P-521" && Bytes(node, "x", faults) is { } x && Bytes(node, "y", faults) is { } y:
                    return Checked(node, JwtKey.OfCurve(node["crv"]!.Text, x, y), 256, faults);
                case "OKP" when node["crv"]?.Text is "Ed25519" && Bytes(node, "x", faults) is { } point:
                    return Checked(node, JwtKey.OfEdwards(point), 256, faults);
                case "OKP" when node["crv"]?.Text is "Ed25519":
                    return null;
                case "OKP":
                    faults.Warning(node, "AP0203", "Of keys of this kind only those of Ed25519 are verified; the key is not used");
                    return null;
                case "oct" or "RSA":
                    return null;
                default:
                    faults.Warning(node, "AP0204", $"There is no kind of key '{node["kty"]?.Text}'{(node["crv"] is { } curve ? $" with curve '{curve.Text}'" : "")}; it is not used");
                    return null;
            }
        }
        catch (CryptographicException)
        {
            faults.Error(node, "AP0205", "The numbers of the key make no key");
            return null;
        }
    }

    private static JwtKey? Checked(DocumentNode node, JwtKey key, int leastBits, DocumentFaults faults)
    {
        if (key.Bits < leastBits)
        {
            faults.Error(node, "AP0206", $"The key has {key.Bits} bits; {leastBits} at least are needed", "RFC 7518, sections 3.2 and 3.3");
            return null;
        }

        (key.Id, key.Algorithm) = (node["kid"]?.Text, node["alg"]?.Text);
        if (key.Algorithm is { } algorithm && JwtAlgorithm.Of(algorithm) is null) faults.Warning(node["alg"]!, "AP0207", $"There is no algorithm '{algorithm}'; the key is never used");
        return key;
    }

    private static byte[]? Bytes(DocumentNode node, string name, DocumentFaults faults)
    {
        if (node[name] is { Kind: NodeKind.Text } text && Base64Url.IsValid(text.Text) && text.Text.Length > 0) return Base64Url.DecodeFromChars(text.Text);
        faults.Error(node[name] ?? node, "AP0208", $"'{name}' is base64url (RFC 7518, section 6)");
        return null;
    }
}
