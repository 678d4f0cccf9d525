using System.Buffers.Binary;
using Palisade.Manager.Delivery;
using Palisade.Trust.Authority;
using Palisade.Trust.Delivery;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Sealing;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Manifests;
using Palisade.Trust.Validation;

namespace Palisade.Cli.Following;

/// <summary>The questions a gateway has for its manager, over one connection of mutual TLS. Every answer is bounded in bytes and in time, and believed only after it was verified elsewhere.</summary>
internal sealed class ManagerLink : IDisposable
{
    private const int MostCertificates = 32 * 1024;
    private const int MostListBytes = 33 * 1024 * 1024;

    private readonly HttpsCaller _caller;

    public ManagerLink(FollowOptions options, GatewayIdentity identity, TimeProvider clock, Action<string> refused)
    {
        // Lists come over this very connection: old ones cannot keep it from being made.
        var validator = new PeerValidator(identity.Anchors, identity.Revocations, clock) { WhenListsAreStale = StaleLists.Accept };
        var tls = new MutualTls(identity.Live, validator, refusal => refused(refusal.Reason));
        _caller = new(options.Manager, tls.ForClient(new PeerExpectation(Role.Manager) { Tenant = Identity.SystemTenant }), options.Patience);
    }

    /// <summary>Begins to follow.</summary>
    public Task<BoundedAnswer> FollowAsync(FollowRequest request, CancellationToken stop) => _caller.AskAsync(DeliveryPaths.Follow, request.Write(), stop);

    /// <summary>The newest manifest, as it came, and blobs that came along.</summary>
    public async Task<NewerAnswer> NewerAsync(string tenant, SnapshotPosition known, CancellationToken stop) =>
        NewerAnswer.TryRead(await _caller.AskAsync(DeliveryPaths.Newer(tenant), NewerAnswer.Ask(known), NewerAnswer.MostAnswerBytes, stop)) ?? throw new InvalidDataException("What came is no manifest.");

    /// <summary>Blobs; of those that the manager does not have any more, none.</summary>
    public async Task<IReadOnlyList<Blob>> BlobsAsync(string tenant, IReadOnlyList<BlobReference> wanted, CancellationToken stop)
    {
        await using var answer = await _caller.AskAsync(DeliveryPaths.Blobs(tenant), BlobFrame.Ask(wanted), stop);
        await using var buffered = new BufferedStream(answer, 64 * 1024);
        var blobs = new List<Blob>(wanted.Count);
        foreach (var one in wanted)
        {
            if (await BlobFrame.ReadAsync(buffered, one, stop) is { } blob) blobs.Add(blob);
        }

        return blobs;
    }

    /// <summary>The revocation lists, signed, the root's first.</summary>
    public async Task<IReadOnlyList<byte[]>> ListsAsync(CancellationToken stop)
    {
        var bytes = await _caller.AskAsync(DeliveryPaths.Lists, null, 2 * MostListBytes, stop);
        List<byte[]> lists = [];
        for (var rest = bytes.AsSpan(); rest.Length > 0;)
        {
            var length = rest.Length >= 4 ? BinaryPrimitives.ReadInt32BigEndian(rest) : -1;
            if (length < 0 || length > rest.Length - 4) throw new InvalidDataException("What came are no revocation lists.");
            lists.Add(rest.Slice(4, length).ToArray());
            rest = rest[(4 + length)..];
        }

        return lists;
    }

    /// <summary>The sealing keys of a tenant.</summary>
    public async Task<SealingKeySet> KeysAsync(string tenant, CancellationToken stop) =>
        SealingKeySet.TryRead(await _caller.AskAsync(DeliveryPaths.Keys(tenant), null, SealingKeySet.MostBytes, stop)) ?? throw new InvalidDataException("What came are no sealing keys.");

    /// <summary>The next certificate, with a new key.</summary>
    public async Task<KeyedCertificate> RenewAsync(CancellationToken stop)
    {
        using var key = SigningRequest.CreateKey();
        var pem = await _caller.AskAsync(DeliveryPaths.Renew, SigningRequest.Create(key), MostCertificates, stop);
        return IssuedCertificate.TryParse(System.Text.Encoding.ASCII.GetString(pem))?.TryJoin(key) ?? throw new InvalidDataException("What came is no certificate of the new key.");
    }

    /// <summary>Says what is in force.</summary>
    public Task ReportAsync(GatewayReport report, CancellationToken stop) => _caller.AskAsync(DeliveryPaths.Report, report.Write(), 0, stop);

    /// <summary>Says how a snapshot fared; for sandboxes.</summary>
    public Task TellAsync(SandboxVerdict verdict, CancellationToken stop) => _caller.AskAsync(DeliveryPaths.Verdict, verdict.Write(), 0, stop);

    /// <summary>Says how this gateway fares.</summary>
    public Task HealthAsync(HealthReport report, CancellationToken stop) => _caller.AskAsync(DeliveryPaths.Health, report.Write(), 0, stop);

    /// <summary>Shows the manager a snapshot that is later than what it tells.</summary>
    public Task AheadAsync(string tenant, ReadOnlyMemory<byte> manifest, CancellationToken stop) => _caller.AskAsync(DeliveryPaths.Ahead(tenant), manifest, 0, stop);

    /// <inheritdoc/>
    public void Dispose() => _caller.Dispose();
}
