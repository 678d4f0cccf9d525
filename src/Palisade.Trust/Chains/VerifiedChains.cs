using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Keys;

namespace Palisade.Trust.Chains;

/// <summary>
/// Remembers chains that were found good, with the time in which all of their certificates are valid: a gateway that starts
/// checks a thousand snapshots of one signer. Only good chains are kept, and few: strangers fill nothing.
/// </summary>
internal sealed class VerifiedChains(TrustAnchors anchors)
{
    private const int Most = 16;

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>As <see cref="ChainCheck.TryBuild"/>.</summary>
    public bool TryBuild(IReadOnlyList<X509Certificate2> presented, DateTimeOffset time, TimeSpan skew, [NotNullWhen(true)] out IReadOnlyList<X509Certificate2>? links, [NotNullWhen(false)] out Refusal<ChainRefusal>? refusal)
    {
        var name = NameOf(presented);
        if (_known.TryGetValue(name, out var known) && known.From <= time && time < known.To)
        {
            (links, refusal) = (known.Links, null);
            return true;
        }

        if (!ChainCheck.TryBuild(presented[0], presented.Skip(1), anchors, time, skew, out links, out refusal)) return false;
        if (_known.Count >= Most) _known.Clear();
        var lives = links.Select(CertificateLife.Of).ToArray();
        _known[name] = new(links, lives.Max(l => l.Start), lives.Min(l => l.End));
        return true;
    }

    // By every byte of every certificate, in order.
    private static string NameOf(IReadOnlyList<X509Certificate2> presented)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var one in presented) hash.AppendData(SHA256.HashData(one.RawDataMemory.Span));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private sealed record Known(IReadOnlyList<X509Certificate2> Links, DateTimeOffset From, DateTimeOffset To);
}
