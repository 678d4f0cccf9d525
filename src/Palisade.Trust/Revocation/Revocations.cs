using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Chains;
using Palisade.Trust.Identities;
using Palisade.Trust.Signatures;

namespace Palisade.Trust.Revocation;

/// <summary>
/// The lists that hold: the issuing authority's, which takes back identities, and the root's, which takes back issuing
/// authorities. A list gives way to a newer one only. May be asked and told from many threads.
/// </summary>
public sealed class Revocations(TrustAnchors anchors, TimeProvider clock)
{
    private readonly Lock _changing = new();
    private Held? _ofAuthority;
    private Held? _ofRoot;

    /// <summary>The issuing authority's list; null before there is one.</summary>
    public RevocationList? OfAuthority => Volatile.Read(ref _ofAuthority)?.List;

    /// <summary>The root's list; null before there is one.</summary>
    public RevocationList? OfRoot => Volatile.Read(ref _ofRoot)?.List;

    /// <summary>The lists that hold, as they were signed, the root's first: to be kept and passed on.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Signed =>
        [.. new[] { Volatile.Read(ref _ofRoot), Volatile.Read(ref _ofAuthority) }.OfType<Held>().Select(h => h.Signed)];

    /// <summary>Whether the issuing authority's list is there and not over.</summary>
    public bool IsFresh => OfAuthority is { } list && list.Expires > clock.GetUtcNow();

    /// <summary>Takes a signed list. The same list again is taken and changes nothing.</summary>
    public bool TryTake(ReadOnlySpan<byte> signed, [NotNullWhen(false)] out Refusal<ListRefusal>? refusal)
    {
        if (!SignedDocument.TryRead(signed, RevocationText.Mark, RevocationText.MostBytes, out var document, out var fault)) return Refuse(ListRefusal.Damaged, fault, out refusal);
        if (RevocationText.TryRead(document.Payload.Span, out var at) is not { } list) return Refuse(ListRefusal.Damaged, $"The list is damaged at byte {at}.", out refusal);
        if (Signer(document) is not { } fromRoot) return Refuse(ListRefusal.NotOurs, "The list is not signed by an authority of this installation.", out refusal);
        if (list.Created > clock.GetUtcNow() + ChainCheck.DefaultSkew) return Refuse(ListRefusal.FromTheFuture, $"The list was made at {list.Created:u}, which is still to come.", out refusal);
        var copy = signed.ToArray();
        lock (_changing)
        {
            ref var holds = ref fromRoot ? ref _ofRoot : ref _ofAuthority;
            if (holds is not null && !IsNewer(list, document.Payload, holds)) return Refuse(ListRefusal.Older, $"The list has number {list.Number}, and {holds.List.Number} holds.", out refusal);
            Volatile.Write(ref holds, new(list, document.Payload, copy));
        }

        refusal = null;
        return true;
    }

    /// <summary>Why a chain is refused; null when nothing in it was taken back.</summary>
    /// <param name="links">A certificate, its issuers and the root.</param>
    /// <param name="identity">Whose certificate it is; null for an authority's own.</param>
    public string? Find(IReadOnlyList<X509Certificate2> links, Identity? identity)
    {
        ArgumentNullException.ThrowIfNull(links);
        if (links.Skip(1).Any(c => OfRoot?.Names(c) is true)) return "The authority that issued it was taken back.";
        if (OfAuthority is not { } list) return null;
        if (list.Names(links[0])) return $"The certificate {links[0].SerialNumber} was taken back.";
        return identity is not null && list.Names(identity) ? $"The identity {identity} was taken back." : null;
    }

    // The same number is the same list or none.
    private static bool IsNewer(RevocationList list, ReadOnlyMemory<byte> payload, Held holds) =>
        list.Number > holds.List.Number || (list.Number == holds.List.Number && payload.Span.SequenceEqual(holds.Payload.Span));

    // True for the root, false for an authority below it, null for nobody of ours.
    private bool? Signer(SignedDocument document)
    {
        if (!document.IsSigned()) return null;
        var signer = document.Certificates[0];
        if (anchors.Holds(signer)) return true;
        if (!ChainCheck.TryBuild(signer, document.Certificates.Skip(1), anchors, clock.GetUtcNow(), ChainCheck.DefaultSkew, out var links, out _)) return null;
        // Read after the chain: what our authority signed is well-formed.
        if (signer.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault() is not { CertificateAuthority: true }) return null;
        return Find(links, identity: null) is null && OfRoot?.Names(signer) is not true ? false : null;
    }

    private sealed record Held(RevocationList List, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Signed);

    private static bool Refuse(ListRefusal kind, string reason, out Refusal<ListRefusal> refusal)
    {
        refusal = new(kind, reason);
        return false;
    }
}
