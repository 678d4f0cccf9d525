using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Palisade.Protection.Tenants;
using Palisade.Trust.Identities;
using Palisade.Trust.Snapshots.Manifests;
using Palisade.Trust.Snapshots.Store;

namespace Palisade.Cli.Following;

/// <summary>The tenants of this gateway, each with its pump.</summary>
internal sealed class Tenants : IDisposable
{
    private readonly ConcurrentDictionary<string, TenantPump> _pumps = new(StringComparer.Ordinal);
    private readonly SnapshotStore _folder;
    private readonly SnapshotVerifier _verifier;
    private readonly ChangeReading _reading = new();
    private readonly Identity _own;
    private readonly Func<TenantChange, ReadyTenant> _hand;
    private readonly Func<string, IReadOnlyList<RefusedObject>>? _troubles;
    private readonly ILogger _log;

    public Tenants(string folder, GatewayIdentity identity, TimeProvider clock, Func<TenantChange, ReadyTenant> hand, Func<string, IReadOnlyList<RefusedObject>>? troubles, ILogger log)
    {
        (_own, _hand, _troubles, _log) = (identity.Live.Identity, hand, troubles, log);
        _verifier = new(identity.Anchors, identity.Revocations, clock);
        _folder = new(folder, _own.Group, _verifier);
    }

    /// <summary>All that there are.</summary>
    public ICollection<TenantPump> All => _pumps.Values;

    /// <summary>Hands over everything that is on the disk.</summary>
    public void Load()
    {
        // The platform's objects first: others name them. Then who came first: a domain that two tenants claim stays whose it was.
        string[] tenants = [.. _folder.Tenants().Where(_own.Serves).OrderBy(t => t != Identity.SystemTenant)];
        // While rules are compiled for the first, the other processors look through what the disk has of the rest.
        Task<TenantPump>[] opened = [.. tenants.Select(tenant => Task.Run(() => Find(tenant)!))];
        foreach (var one in opened) one.GetAwaiter().GetResult().HandOver();
    }

    /// <summary>A tenant's pump; null for one that this gateway has no business with.</summary>
    public TenantPump? Find(string tenant) => _own.Serves(tenant) ? _pumps.GetOrAdd(tenant, name => new(_folder, name, _verifier, _reading, _hand, _troubles, _log)) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pump in _pumps.Values) pump.Dispose();
    }
}
