using System.Collections.Concurrent;
using Palisade.Configuration.Documents;
using Palisade.Protection.Apis.Jwt;
using DocumentFaults = Palisade.Protection.Apis.Documents.DocumentFaults;

namespace Palisade.Manager.Oidc;

/// <summary>What a provider says of itself: where it is asked, and its keys.</summary>
internal sealed record Described(Uri Authorization, Uri Token, JwtKeySet Keys, DateTimeOffset At);

/// <summary>Remembers what providers say of themselves, for a while, and learns anew when a key is not known: keys are changed without notice.</summary>
internal sealed class ProviderKnowledge(ProviderConnection connection, TimeProvider clock)
{
    /// <summary>How long it is believed. Keys that were taken back are good no longer than this.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromMinutes(10);

    /// <summary>A token with an unknown key makes us ask no more often than this: anybody can make one.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private const int MostKept = 10_000;
    private readonly ConcurrentDictionary<(string Tenant, string Name, string Version), Described> _known = new();

    /// <summary>What is known of a provider, asked for where it is too old.</summary>
    /// <exception cref="ProviderFault">It cannot be learnt.</exception>
    public async Task<Described> OfAsync(Provider provider, CancellationToken stop) =>
        _known.TryGetValue(Key(provider), out var known) && clock.GetUtcNow() - known.At < Believed ? known : await LearnAsync(provider, stop);

    /// <summary>The same, learnt after a time when something was not known; null when that is too soon to ask again.</summary>
    /// <inheritdoc cref="OfAsync"/>
    public async Task<Described?> AfterAsync(Provider provider, Described old, CancellationToken stop) =>
        clock.GetUtcNow() - old.At < Between ? null : await LearnAsync(provider, stop);

    private static (string Tenant, string Name, string Version) Key(Provider provider) => (provider.Tenant, provider.Name, provider.Version);

    private async Task<Described> LearnAsync(Provider provider, CancellationToken stop)
    {
        var said = ProviderConnection.Json(await connection.GetAsync(provider, provider.Discovery, stop));
        // Section 4.3: letter by letter, or one provider passes for another.
        if (said["issuer"] is not { Kind: NodeKind.Text, Value: var issuer } || issuer != provider.Issuer) throw new ProviderFault("Its description names another issuer.");
        var keys = Keys(await connection.GetAsync(provider, Address(said, "jwks_uri", provider), stop));
        var described = new Described(Address(said, "authorization_endpoint", provider), Address(said, "token_endpoint", provider), keys, clock.GetUtcNow());
        if (_known.Count >= MostKept) _known.Clear();
        _known[Key(provider)] = described;
        return described;
    }

    private static Uri Address(Node said, string name, Provider provider)
    {
        if (said[name] is not { Kind: NodeKind.Text, Value: { Length: <= 2048 } text } || !Uri.TryCreate(text, UriKind.Absolute, out var address)) throw new ProviderFault($"Its description has no {name}.");
        return provider.Owns(address) ? address : throw new ProviderFault($"Its {name} is at a host that is not its own; endpoint_hosts can name it.");
    }

    private static JwtKeySet Keys(byte[] bytes)
    {
        var faults = new DocumentFaults();
        return JwtKeySet.Read("jwks", bytes, faults) ?? throw new ProviderFault("Its keys cannot be read.");
    }
}
