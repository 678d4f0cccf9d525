using System.Net;
using Palisade.Manager.Sandbox;

namespace Palisade.Cli.Managing;

/// <summary>What a manager was asked to be; checked.</summary>
internal sealed record ManagerPlan
{
    /// <summary>Where it keeps authority, keys and certificate, and its objects where <see cref="Database"/> names no other place.</summary>
    public required string Folder { get; init; }

    /// <summary>A PostgreSQL database, as <c>postgres://user:password@host/name</c>; null (the default) for one in a file of the folder.</summary>
    public string? Database { get; init; }

    /// <summary>Where people and programs reach it.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Where gateways fetch their configuration. Port 0 takes a free one.</summary>
    public required IPEndPoint Delivery { get; init; }

    /// <summary>Where gateways enrol. Port 0 takes a free one.</summary>
    public required IPEndPoint Enrolment { get; init; }

    /// <summary>Whether snapshots wait for a sandbox. Default: while one is connected.</summary>
    public SandboxMode Sandbox { get; init; }

    /// <summary>Where metrics are read without signing on; null (the default) for nowhere. Port 0 takes a free one.</summary>
    public IPEndPoint? Metrics { get; init; }

    /// <summary>The first administrator's password; null (the default) for a random one.</summary>
    public string? AdminPassword { get; init; }
}
