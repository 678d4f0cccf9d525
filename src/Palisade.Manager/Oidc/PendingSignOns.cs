using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Buffers.Text;

namespace Palisade.Manager.Oidc;

/// <summary>A sign-on that was begun and not finished.</summary>
/// <param name="Verifier">The secret of PKCE (RFC 7636): whoever catches the code has nothing of it.</param>
/// <param name="Source">The address that began it.</param>
internal sealed record PendingSignOn(Provider Provider, string RedirectUri, string State, string Nonce, string Verifier, string Source, DateTimeOffset Expires);

/// <summary>Sign-ons that were begun, each good once, by the one who began it, on the manager that began it. In memory, and not more than fit.</summary>
internal sealed class PendingSignOns(TimeProvider clock)
{
    /// <summary>How long a browser may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Most of one address.</summary>
    public const int MostOfSource = 30;

    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, PendingSignOn> _pending = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();

    /// <summary>256 random bits as text.</summary>
    public static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Keeps one.</summary>
    /// <returns>What it is taken back with; null where there are too many.</returns>
    public string? Add(PendingSignOn pending)
    {
        var flow = Random();
        lock (_adding)
        {
            foreach (var (key, old) in _pending)
            {
                if (old.Expires <= clock.GetUtcNow()) _pending.TryRemove(key, out _);
            }

            if (_pending.Count >= Most || _pending.Values.Count(p => p.Source == pending.Source) >= MostOfSource) return null;
            _pending[Hash(flow)] = pending;
        }

        return flow;
    }

    /// <summary>Takes one back: whatever comes of it, it is good no second time. Null where there is none.</summary>
    public PendingSignOn? Take(string flow, string state)
    {
        if (!_pending.TryRemove(Hash(flow), out var found) || found.Expires <= clock.GetUtcNow()) return null;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(found.State), Encoding.UTF8.GetBytes(state)) ? found : null;
    }

    // Looked for by its hash, so that no comparison tells anything by its time.
    private static string Hash(string flow) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(flow)));
}
