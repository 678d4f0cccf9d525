using Microsoft.Extensions.Hosting;

namespace Palisade.Gateway;

/// <summary>A host that lives as long as it is told to: signals are for the process, which may hold several gateways.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
