using System.Net;
using Palisade.Cli.Terminal;
using Palisade.Gateway.Record;
using Palisade.Protection.Tenants;

namespace Palisade.Cli.Following;

/// <summary>How a gateway follows its manager.</summary>
internal sealed record FollowOptions
{
    /// <summary>The gateway's data folder: identity, keys, revocation lists and snapshots are kept in it.</summary>
    public required string Folder { get; init; }

    /// <summary>The file that opens the keys; null (the default) for <c>gateway.key</c> in the data folder. It is made when it is not there.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Where configuration comes from.</summary>
    public required EndPoint Manager { get; init; }

    /// <summary>Where to enrol.</summary>
    public required EndPoint Enrolment { get; init; }

    /// <summary>The file with the ticket to enrol with; null where there is an identity already.</summary>
    public string? TicketFile { get; init; }

    /// <summary>The software, as it is reported.</summary>
    public string Version { get; init; } = typeof(Screen).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>A held connection that says nothing for so long is given up. Default 15 s: three heartbeats.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>An answer that does not go on for so long is given up. Default 15 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>First pause before connecting again; doubled up to <see cref="LongestPause"/>, and varied by half. Default 0.2 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause. Default 15 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Shortest time between two reports. Default 0.5 s.</summary>
    public TimeSpan Report { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often it is looked whether the identity has to be renewed. Default 30 s.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tenants whose snapshots are fetched and made ready at once. Default 2.</summary>
    public int AtOnce { get; init; } = 2;

    /// <summary>How long a tenant keeps others from its place among those; one that takes longer goes on beside them. Default 1 second.</summary>
    public TimeSpan Place { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Runs beside each connection to the manager until it is stopped; what it throws ends the connection. Null (the default) for nothing.</summary>
    public Func<ManagerLink, CancellationToken, Task>? Beside { get; init; }

    /// <summary>What was counted of requests, which is reported; null (the default) for nothing.</summary>
    public TenantTally? Tally { get; init; }

    /// <summary>What of a tenant is not as it was written for reasons of this machine, which may change at any time (<see cref="ConfigurationPump.TellAgain"/>); null (the default) for nothing.</summary>
    public Func<string, IReadOnlyList<RefusedObject>>? Troubles { get; init; }

    internal string KeyPath => KeyFile ?? Path.Combine(Folder, "gateway.key");
}
