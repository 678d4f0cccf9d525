using System.Globalization;
using System.Text;
using Palisade.Trust.Revocation;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Content;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Bench.Micro.Cases;

/// <summary>One entry among 10,000 that changes: made and signed by a manager, verified by a gateway.</summary>
internal sealed class SnapshotChange
{
    private const int Entries = 10_000;

    private readonly SnapshotSigner _signer;
    private readonly SnapshotVerifier _verifier;
    private readonly byte[] _signed;
    private SnapshotContent _content;
    private int _generation;

    /// <summary>Makes the entries.</summary>
    public SnapshotChange()
    {
        using var trusting = new Trusting();
        _signer = new(trusting.Signer());
        _verifier = new(trusting.Anchors, new Revocations(trusting.Anchors, TimeProvider.System), TimeProvider.System);
        _content = SnapshotContent.Empty.Change(Enumerable.Range(0, Entries).ToDictionary(Key, i => Site(i), StringComparer.Ordinal));
        _signed = Sign();
    }

    /// <summary>Packs the changed entry, makes its page anew and signs.</summary>
    public void Publish()
    {
        _content = _content.Change(new Dictionary<string, BlobReference?>(StringComparer.Ordinal) { [Key(Entries / 2)] = Site(Entries / 2) });
        Sign();
    }

    /// <summary>Verifies the manifest: signature, chain, form.</summary>
    public void Verify()
    {
        if (!_verifier.TryReceive(_signed, "acme", "edge", out _, out var refusal)) throw new InvalidOperationException(refusal.Reason);
    }

    private byte[] Sign() => _signer.Sign(new("acme", "edge", new(0, (ulong)_generation), TimeProvider.System.GetUtcNow(), default), _content);

    private BlobReference? Site(int number)
    {
        var blob = Blob.Pack(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"domains: [site-{number}.example]\npool: p{number % 500}\nmode: active\ngeneration: {_generation++}\n")));
        return new(blob.Hash, blob.Size);
    }

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"site/{number}");
}
