using System.Net;
using System.Security.Cryptography.X509Certificates;
using Palisade.Manager.Accounts;

namespace Palisade.Manager;

/// <summary>How the manager's API is served.</summary>
public sealed record ManagerConfig
{
    /// <summary>Where it listens. Default 127.0.0.1:8083; port 0 takes a free one.</summary>
    public IPEndPoint Endpoint { get; init; } = new(IPAddress.Loopback, 8083);

    /// <summary>The folder for what the manager makes itself: its certificate, when none is given. Made when it is not there, for its owner's eyes only.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The certificate with its key; null (the default) for one that the manager makes itself.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Names and addresses that a certificate made here is for, besides <c>localhost</c>, the loopback addresses and the machine's name. Default none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The first administrator's password, where there is no user yet; null (the default) for a random one.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>A listener of its own for the metrics, over plain HTTP and for whoever reaches it; null (the default) for none: then they are read by whoever administers the platform. Port 0 takes a free one.</summary>
    public IPEndPoint? Metrics { get; init; }

    /// <summary>How long sessions last.</summary>
    public SessionLimits Sessions { get; init; } = new();
}
