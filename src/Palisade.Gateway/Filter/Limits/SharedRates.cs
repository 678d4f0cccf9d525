using System.Globalization;
using Microsoft.Extensions.Logging;
using Palisade.Configuration;
using Palisade.Configuration.Policies;
using Palisade.Gateway.Filter.Limits.Redis;
using Palisade.Protection.Policies.Limits;

namespace Palisade.Gateway.Filter.Limits;

/// <summary>Counters that several gateways share, in Redis. Each request is one atomic script there; what it does not answer in time is counted here alone.</summary>
internal sealed class SharedRates : IAsyncDisposable
{
    private readonly RedisLink _link;

    /// <summary>Connects in the background, now and whenever the connection is lost.</summary>
    public SharedRates(RateStoreConfig config, TimeProvider clock, ILogger log) =>
        _link = new(RedisAddress.Of(config.Url!), RateScript.Text, config.Patience, clock, log);

    /// <summary>Whether the store answers.</summary>
    public bool IsThere => _link.IsReady;

    /// <summary>Takes one, if the limit allows; null when the store does not say so in time.</summary>
    public async ValueTask<RateAnswer?> TakeAsync(UInt128 key, RateLimit limit)
    {
        if (!_link.IsReady) return null;

        var reply = await _link.EvaluateAsync(
            $"palisade:rate:{key:x32}",
            limit.Capacity.ToString(CultureInfo.InvariantCulture),
            (limit.Window.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture),
            (limit.Block.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture),
            limit.Algorithm is RateAlgorithm.TokenBucket ? "1" : "0");
        return reply is [var allowed, var remaining, var wait] ? new(allowed == 1, (int)Math.Clamp(remaining, 0, int.MaxValue), new(wait * TimeSpan.TicksPerMicrosecond)) : null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _link.DisposeAsync();
}
