using System.Security.Cryptography;

namespace Palisade.Cli.Following;

/// <summary>Pauses that double up to a longest one, each between half and all of it, so that gateways that lost their manager together do not come back together.</summary>
internal sealed class Pause(TimeSpan first, TimeSpan longest)
{
    private TimeSpan? _next;

    /// <summary>Begins with the first again.</summary>
    public void Reset() => _next = null;

    /// <summary>Waits. Ends early, without a word, when it is told to stop.</summary>
    public async Task WaitAsync(CancellationToken stop)
    {
        var full = _next ?? first;
        _next = full * 2 < longest ? full * 2 : longest;
        var pause = full * (0.5 + (RandomNumberGenerator.GetInt32(1000) / 2000.0));
        await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
