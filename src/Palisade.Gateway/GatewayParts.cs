using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Engine.Values;
using Palisade.Gateway.Classify.Sites;
using Palisade.Gateway.Record;

namespace Palisade.Gateway;

/// <summary>What a gateway works with and does not own: it lives on when the gateway is gone.</summary>
public sealed record GatewayParts
{
    /// <summary>The sites, which may be published while serving.</summary>
    public required LiveSites Sites { get; init; }

    /// <summary>Where events go; null (the default) for nowhere.</summary>
    public EventSink? Events { get; init; }

    /// <summary>Where access lines go; null (the default) for nowhere.</summary>
    public AccessSink? Access { get; init; }

    /// <summary>Told of every request at its end, on the thread that served it; null (the default) for nobody. For tests of rules: nothing is masked.</summary>
    public Action<InspectedRequest>? Inspected { get; init; }

    /// <summary>Meters of others in this process, whose measurements are told besides the gateway's own. Default none.</summary>
    public IReadOnlyList<System.Diagnostics.Metrics.Meter> Meters { get; init; } = [];

    /// <summary>Counts requests by tenant; null (the default) for nobody.</summary>
    public TenantTally? Tally { get; init; }

    /// <summary>Every time in the gateway. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The persistent collections of the rules; null (the default) for new ones.</summary>
    public CollectionStore? Collections { get; init; }

    /// <summary>Where faults of our own, and of the server and the forwarder, are told. Default nowhere.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}
