using Palisade.Api.Accounts;
using Palisade.Api.Client;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Objects;

/// <summary>Signs on by an identity provider: a browser of this machine asks it, and comes back to a port that is open here meanwhile (RFC 8252).</summary>
internal static class BrowserSignOn
{
    /// <summary>Runs it; null when the provider refused, which is told.</summary>
    public static async Task<SignedOn?> RunAsync(ManagerClient client, string tenant, string? provider, Screen screen, CancellationToken stop)
    {
        using var callback = new LoopbackCallback();
        var begun = await client.BeginSignOnAsync(new(callback.Address, tenant, provider), stop);
        if (!Uri.TryCreate(begun.Url, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
        {
            screen.Fail("the manager names no address to open");
            return null;
        }

        screen.Note("open this in a browser on this machine:");
        await screen.Error.WriteLineAsync(url.AbsoluteUri);
        await screen.Error.FlushAsync(stop);
        var left = begun.Expires - TimeProvider.System.GetUtcNow();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1));
        try
        {
            var back = await callback.WaitAsync(begun.State, enough.Token);
            if (back.Code is { } code) return await client.FinishSignOnAsync(new(begun.Flow, begun.State, code, back.Issuer), stop);
            screen.Fail($"the identity provider refuses: {ByteText.Clean(back.Error ?? "it says nothing")}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            screen.Fail("nobody came back from the browser in time");
        }

        return null;
    }
}
