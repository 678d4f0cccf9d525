using System.Net;

namespace Palisade.Configuration.Bots;

/// <summary>How claims to be a good bot are checked: by published addresses, then by forward-confirmed reverse DNS.</summary>
public sealed record BotVerificationConfig
{
    /// <summary>Whether DNS is asked. Default true. Without it, a claim that no published address proves is an ordinary client.</summary>
    public bool Dns { get; init; } = true;

    /// <summary>DNS servers, as <c>192.0.2.53</c> or <c>192.0.2.53:5353</c>; empty (the default) for the system's.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>For one answer of a server, in milliseconds, 50 to 30,000. Default 2,000. A claim takes two answers, and each is asked for twice.</summary>
    public int TimeoutMs { get; init; } = 2000;

    /// <summary>How long a verified address is believed, in seconds, 60 to 604,800. Default 21,600 (6 hours).</summary>
    public int VerifiedSeconds { get; init; } = 6 * 3600;

    /// <summary>How long an address that failed is known as false, in seconds, 10 to 604,800. Default 3,600.</summary>
    public int SpoofedSeconds { get; init; } = 3600;

    /// <summary>Reads an address with or without a port; 53 where none is written.</summary>
    public static IPEndPoint? Server(string text) =>
        IPAddress.TryParse(text, out var address) ? new(address, 53)
        : IPEndPoint.TryParse(text, out var endpoint) && endpoint.Port > 0 ? endpoint
        : null;

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        for (var i = 0; i < Servers.Count; i++)
        {
            if (Server(Servers[i]) is null) yield return new($"{at}.servers[{i}]", $"'{Servers[i]}' is not an address with or without a port.");
        }

        if (TimeoutMs is < 50 or > 30_000) yield return new($"{at}.timeout_ms", $"{TimeoutMs} is not in 50 to 30000.");
        if (VerifiedSeconds is < 60 or > 604_800) yield return new($"{at}.verified_seconds", $"{VerifiedSeconds} is not in 60 to 604800.");
        if (SpoofedSeconds is < 10 or > 604_800) yield return new($"{at}.spoofed_seconds", $"{SpoofedSeconds} is not in 10 to 604800.");
    }
}
