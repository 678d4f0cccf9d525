using System.Globalization;
using Palisade.Api.Rollouts;
using Palisade.Manager.Delivery;

namespace Palisade.Manager.Rollouts;

/// <summary>Whether what gateways said of a stage stops it.</summary>
internal static class StageGates
{
    /// <summary>Why the stage is stopped; null when it goes on.</summary>
    public static string? Fault(RolloutGates gates, RolloutHealth health)
    {
        if (gates.MostCrashes is { } crashes && health.Crashes > crashes) return $"{health.Crashes} gateways crashed or went away; {crashes} may.";
        if (health.Requests is 0 || health.Requests < gates.JudgedFrom) return null;
        if (Share(gates.MostErrorPercent, health.Errors, health.Requests) is { } errors) return $"{errors} of {health.Requests} requests were answered with a status of 500 to 599; {Text(gates.MostErrorPercent)} % may be.";
        if (Share(gates.MostBlockedPercent, health.Blocked, health.Requests) is { } blocked) return $"{blocked} of {health.Requests} requests were blocked, or would have been; {Text(gates.MostBlockedPercent)} % may be.";
        if (gates.MostLatencySeconds is { } most && Percentile(health.Buckets, 0.99) is var latency && latency > most)
            return $"99 % of {health.Requests} requests took up to {(double.IsInfinity(latency) ? "more than " + Text(TenantHealth.Bounds[^1]) : Text(latency))} s; {Text(most)} s may be.";
        return null;
    }

    /// <summary>The bound of the bucket that a share of all requests is within, in seconds.</summary>
    public static double Percentile(IReadOnlyList<long> buckets, double share)
    {
        var (needed, seen) = (buckets.Sum() * share, 0L);
        for (var i = 0; i < buckets.Count; i++)
        {
            if ((seen += buckets[i]) >= needed) return i < TenantHealth.Bounds.Count ? TenantHealth.Bounds[i] : double.PositiveInfinity;
        }

        return 0;
    }

    private static string? Share(double? most, long count, long requests) => most is { } percent && count * 100.0 / requests > percent ? string.Create(CultureInfo.InvariantCulture, $"{count} ({count * 100.0 / requests:0.##} %)") : null;

    private static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
