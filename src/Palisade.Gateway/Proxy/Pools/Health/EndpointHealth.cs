using Palisade.Configuration.Objects.Kinds;

namespace Palisade.Gateway.Proxy.Pools.Health;

/// <summary>Whether a server is well: by what our own checks said, by the share of requests that failed, and by failures one after the other.</summary>
internal sealed class EndpointHealth(OriginPoolSpec pool, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly FailureWindow? _window = pool.PassiveHealth is { } passive ? new(TimeSpan.FromSeconds(passive.WindowSeconds), clock) : null;
    private int _failuresInARow;
    private int _ejections;
    private int _goodChecks;
    private int _badChecks;
    private bool _checkedOut;
    private long _outUntil;
    private long _ejectedUntil;

    /// <summary>Whether requests are looked at at all.</summary>
    public bool Watches => _window is not null || pool.OutlierEjection is not null;

    /// <summary>Whether requests should go to it.</summary>
    /// <param name="now">As <see cref="TimeProvider.GetTimestamp"/> counts.</param>
    public bool IsWell(long now) => !Volatile.Read(ref _checkedOut) && Volatile.Read(ref _outUntil) <= now && !IsEjected(now);

    /// <summary>Whether it was thrown out for failures one after the other.</summary>
    public bool IsEjected(long now) => Volatile.Read(ref _ejectedUntil) > now;

    /// <summary>Takes the outcome of one of our own checks.</summary>
    public void Checked(bool good, HealthCheck check)
    {
        lock (_lock)
        {
            (_goodChecks, _badChecks) = good ? (_goodChecks + 1, 0) : (0, _badChecks + 1);
            if (_badChecks >= check.UnhealthyThreshold) Volatile.Write(ref _checkedOut, true);
            else if (_goodChecks >= check.HealthyThreshold) Volatile.Write(ref _checkedOut, false);
        }
    }

    /// <summary>Takes the outcome of a request.</summary>
    /// <param name="mayEject">Whether one more of the pool may be thrown out.</param>
    public void Tell(bool failed, Func<bool> mayEject)
    {
        lock (_lock)
        {
            if (_window is { } window && pool.PassiveHealth is { } passive && window.Add(failed) is var (requests, failures) && IsTooMany(passive, requests, failures))
            {
                window.Clear();
                Volatile.Write(ref _outUntil, In(TimeSpan.FromSeconds(passive.ReactivateSeconds)));
            }

            _failuresInARow = failed ? _failuresInARow + 1 : 0;
            if (pool.OutlierEjection is { } ejection && _failuresInARow >= ejection.ConsecutiveFailures && mayEject()) Eject(ejection);
        }
    }

    private static bool IsTooMany(PassiveHealth passive, int requests, int failures) =>
        requests >= passive.MinimumRequests && failures * 100L >= (long)passive.FailurePercent * requests;

    private void Eject(OutlierEjection ejection)
    {
        // Who was well for as long as it could have been out begins anew.
        if (clock.GetElapsedTime(_ejectedUntil) > TimeSpan.FromSeconds(ejection.MaxEjectionSeconds)) _ejections = 0;
        _ejections++;
        _failuresInARow = 0;
        Volatile.Write(ref _ejectedUntil, In(TimeSpan.FromSeconds(Math.Min((long)ejection.BaseEjectionSeconds * _ejections, ejection.MaxEjectionSeconds))));
    }

    private long In(TimeSpan time) => clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
}
