using Palisade.Engine.Programs;
using Palisade.Protection.Policies;
using Palisade.Protection.Policies.Firewall;
using Palisade.SecLang;

namespace Palisade.Protection;

/// <summary>
/// The rules and policies in force. New ones are built aside and swapped in once; a request reads <see cref="InForce"/> once and keeps
/// what it read, whatever is published meanwhile.
/// </summary>
public sealed class LiveProtection
{
    private readonly Lock _publishing = new();
    private readonly TimeProvider _clock = TimeProvider.System;
    private SharedRules? _shared;
    private ProtectionSnapshot _inForce;

    /// <summary>Rules as they are. Firewalls of the site change nothing in them: what they leave out has to be compiled.</summary>
    public LiveProtection(RuleSet first, SitePolicy? site = null) => _inForce = new(first, site ?? SitePolicy.None, FirewallRules.None);

    /// <summary>Rules over which firewalls have theirs.</summary>
    /// <param name="clock">Says which signatures are new.</param>
    /// <exception cref="ArgumentException">The rules have faults.</exception>
    public LiveProtection(SharedRules first, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(first);
        (_shared, _clock) = (first, clock);
        _inForce = new(first.Protection.Rules ?? throw new ArgumentException("The rules have faults.", nameof(first)), SitePolicy.None, FirewallRules.None);
    }

    /// <summary>What a request that starts now is judged by.</summary>
    public ProtectionSnapshot InForce => Volatile.Read(ref _inForce);

    /// <summary>The rules a request that starts now runs where no firewall says otherwise.</summary>
    public RuleSet Current => InForce.Rules;

    /// <summary>Puts <paramref name="next"/> in force for the requests that start from now on; the policies stay.</summary>
    public void Publish(RuleSet next)
    {
        lock (_publishing)
        {
            _shared = null;
            Volatile.Write(ref _inForce, InForce with { Rules = next, Firewalls = FirewallRules.None });
        }
    }

    /// <summary>Puts rules in force for the requests that start from now on, with what the firewalls of the site make of them.</summary>
    /// <returns>Every error, and then nothing has changed.</returns>
    public IReadOnlyList<Diagnostic> Publish(SharedRules next)
    {
        ArgumentNullException.ThrowIfNull(next);
        lock (_publishing) return Publish(next, InForce.Site);
    }

    /// <summary>Puts the policies of <paramref name="next"/> in force for the requests that start from now on; the rules stay.</summary>
    /// <returns>Every error, and then nothing has changed.</returns>
    public IReadOnlyList<Diagnostic> Publish(SitePolicy next)
    {
        ArgumentNullException.ThrowIfNull(next);
        lock (_publishing)
        {
            if (_shared is not null) return Publish(_shared, next);
            Volatile.Write(ref _inForce, InForce with { Site = next });
            return [];
        }
    }

    private IReadOnlyList<Diagnostic> Publish(SharedRules shared, SitePolicy site)
    {
        if (shared.Protection.Rules is not { } rules) return shared.Protection.Diagnostics;
        var (firewalls, faults) = FirewallRules.Build(shared, site.Firewalls, DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime));
        if (firewalls is null) return faults;
        _shared = shared;
        Volatile.Write(ref _inForce, new ProtectionSnapshot(rules, site, firewalls));
        return [];
    }
}

/// <summary>What is in force at one moment. Immutable.</summary>
public sealed record ProtectionSnapshot(RuleSet Rules, SitePolicy Site, FirewallRules Firewalls)
{
    /// <summary>The rules that hold for a request.</summary>
    public RuleSet RulesFor(RoutePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Firewall is { } firewall ? Firewalls.Find(firewall) ?? Rules : Rules;
    }
}
