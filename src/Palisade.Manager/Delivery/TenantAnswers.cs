using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Palisade.Manager.Enrolment;
using Palisade.Trust.Delivery;
using Palisade.Trust.Identities;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Delivery;

/// <summary>Answers what concerns one tenant. Who asks was found to serve it; of the group nothing is asked: it is that of the certificate.</summary>
internal sealed class TenantAnswers(DeliveryParts parts)
{
    private readonly SnapshotVerifier _verifier = new(parts.Trust.Anchors, parts.Trust.Revocations, parts.Clock);

    /// <summary>Answers.</summary>
    /// <returns>The status where nothing was written; null where the answer was.</returns>
    public Task<int?> AnswerAsync(HttpContext context, Identity gateway, string tenant, string what) => (context.Request.Method, what) switch
    {
        ("GET", "manifest") => ManifestAsync(context, gateway, tenant),
        ("POST", "newer") => NewerAsync(context, gateway, tenant),
        ("POST", "blobs") => BlobsAsync(context, gateway, tenant),
        ("GET", "keys") => KeysAsync(context, tenant),
        ("POST", "ahead") => AheadAsync(context, gateway, tenant),
        _ => Task.FromResult<int?>(StatusCodes.Status404NotFound),
    };

    private async Task<int?> ManifestAsync(HttpContext context, Identity gateway, string tenant)
    {
        if (await parts.Publisher.SnapshotAsync(tenant, Audience.Of(gateway), context.RequestAborted) is not { } snapshot) return StatusCodes.Status404NotFound;
        context.Response.ContentLength = snapshot.Manifest.Length;
        await context.Response.Body.WriteAsync(snapshot.Manifest, context.RequestAborted);
        return null;
    }

    private async Task<int?> NewerAsync(HttpContext context, Identity gateway, string tenant)
    {
        if (await RequestBody.ReadAsync(context, NewerAnswer.QuestionBytes) is not { } body || NewerAnswer.TryReadQuestion(body) is not { } known) return StatusCodes.Status400BadRequest;
        if (await parts.Publisher.NewerAsync(tenant, Audience.Of(gateway), known, context.RequestAborted) is not var (snapshot, pieces)) return StatusCodes.Status404NotFound;
        List<Blob> blobs = [];
        var room = NewerAnswer.MostBytes;
        foreach (var hash in pieces)
        {
            if (await parts.Publisher.BlobAsync(tenant, Audience.Of(gateway), hash, context.RequestAborted) is not { } blob || (room -= blob.Packed.Length) < 0) break;
            blobs.Add(blob);
        }

        await context.Response.Body.WriteAsync(NewerAnswer.Write(snapshot.Manifest, blobs), context.RequestAborted);
        return null;
    }

    private async Task<int?> BlobsAsync(HttpContext context, Identity gateway, string tenant)
    {
        if (await RequestBody.ReadAsync(context, BlobFrame.MostAsked * BlobHash.Length) is not { } body || BlobFrame.TryReadAsked(body) is not { } asked) return StatusCodes.Status400BadRequest;
        var head = new byte[BlobFrame.HeadBytes];
        foreach (var hash in asked)
        {
            var blob = await parts.Publisher.BlobAsync(tenant, Audience.Of(gateway), hash, context.RequestAborted);
            BlobFrame.WriteHead(head, blob);
            await context.Response.Body.WriteAsync(head, context.RequestAborted);
            if (blob is not null) await context.Response.Body.WriteAsync(blob.Packed, context.RequestAborted);
        }

        return null;
    }

    private async Task<int?> KeysAsync(HttpContext context, string tenant)
    {
        if (parts.Sealing.Find(tenant) is not { } keys) return StatusCodes.Status404NotFound;
        var bytes = keys.Export();
        try
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }

        return null;
    }

    private async Task<int?> AheadAsync(HttpContext context, Identity gateway, string tenant)
    {
        if (await RequestBody.ReadAsync(context, DeliveryOptions.MostBody) is not { } body) return StatusCodes.Status413PayloadTooLarge;
        // Only what a manager of this installation signed counts: a gateway can make no position up.
        if (!_verifier.TryReload(body, tenant, gateway.Group, out var manifest, out _)) return StatusCodes.Status400BadRequest;
        await parts.Publisher.OutdoAsync(tenant, manifest.Header.Position, context.RequestAborted);
        return StatusCodes.Status204NoContent;
    }
}
