using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Palisade.Trust.Delivery;
using Palisade.Trust.Identities;
using Palisade.Trust.Snapshots.Manifests;
using Palisade.Trust.Validation;

namespace Palisade.Manager.Delivery;

/// <summary>One held connection: tells a gateway of every snapshot that it does not have, of new revocation lists and sealing keys, and that it is alive.</summary>
internal sealed partial class Follower(DeliveryParts parts, DeliveryOptions options, PeerValidator validator, ILogger log)
{
    /// <summary>Tells until the gateway goes, is not to be served any more, or the manager ends.</summary>
    public async Task RunAsync(HttpContext context, X509Certificate2 certificate, Identity gateway, FollowRequest request)
    {
        var stop = context.RequestAborted;
        var told = new Dictionary<string, SnapshotPosition>(request.Positions, StringComparer.Ordinal);
        var toldKeys = new Dictionary<string, string>(StringComparer.Ordinal);
        ulong list = 0;
        var keys = parts.Sealing.Changes;
        var subscription = parts.Publisher.Subscribe(Audience.Of(gateway), gateway.Serves);
        // Of a sandbox first: what is offered from now on waits for it.
        using var connection = gateway.Role is Role.Sandbox ? parts.Sandbox.Connect(gateway) : parts.Gateways.Connect(gateway);
        try
        {
            while (validator.Recheck(certificate) is null)
            {
                var said = false;
                // Taken first: what changes while the rest is looked at ends the waiting below.
                var fresh = subscription.Take();
                if (parts.Trust.Revocations.OfAuthority is { } holds && holds.Number != list)
                {
                    list = holds.Number;
                    said = await SayAsync(context, new(FollowWord.Lists), stop);
                }

                foreach (var tenant in fresh) said |= await TellAsync(context, subscription, tenant, told, toldKeys, stop);
                if (parts.Sealing.Changes is var changes && changes != keys)
                {
                    keys = changes;
                    foreach (var tenant in toldKeys.Keys.ToArray()) said |= await TellKeysAsync(context, tenant, toldKeys, stop);
                }

                if (!said) await SayAsync(context, new(FollowWord.Heartbeat), stop);
                await context.Response.Body.FlushAsync(stop);
                await subscription.WaitAsync(options.Heartbeat, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway went.
        }
        finally
        {
            parts.Publisher.Unsubscribe(subscription);
        }
    }

    // What fails with one tenant is told later, and keeps no other from being told.
    private async Task<bool> TellAsync(
        HttpContext context, Subscription subscription, string tenant, Dictionary<string, SnapshotPosition> told, Dictionary<string, string> toldKeys, CancellationToken stop)
    {
        PublishedSnapshot? snapshot;
        try
        {
            snapshot = await parts.Publisher.SnapshotAsync(tenant, subscription.Group, stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(log, tenant, fault);
            _ = Task.Delay(options.Heartbeat, stop).ContinueWith(_ => subscription.Add(tenant), stop, TaskContinuationOptions.None, TaskScheduler.Default);
            return false;
        }

        var said = await TellKeysAsync(context, tenant, toldKeys, stop);
        if (snapshot is null || (told.TryGetValue(tenant, out var known) && known == snapshot.Position)) return said;
        told[tenant] = snapshot.Position;
        return await SayAsync(context, new(FollowWord.Snapshot, tenant, snapshot.Position), stop);
    }

    // Before the snapshot that may need them.
    private async Task<bool> TellKeysAsync(HttpContext context, string tenant, Dictionary<string, string> toldKeys, CancellationToken stop)
    {
        var ids = string.Join(' ', parts.Sealing.Find(tenant)?.Ids ?? []);
        if (toldKeys.GetValueOrDefault(tenant, "") == ids)
        {
            toldKeys[tenant] = ids;
            return false;
        }

        toldKeys[tenant] = ids;
        return await SayAsync(context, new(FollowWord.SealingKeys, tenant), stop);
    }

    private static async Task<bool> SayAsync(HttpContext context, FollowMessage message, CancellationToken stop)
    {
        await context.Response.Body.WriteAsync(message.Write(), stop);
        return true;
    }

    [LoggerMessage(3111, LogLevel.Error, "The snapshot of tenant {Tenant} could not be made; it is tried again.")]
    private static partial void LogFailed(ILogger log, string tenant, Exception fault);
}
