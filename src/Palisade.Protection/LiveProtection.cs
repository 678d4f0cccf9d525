using Palisade.Engine.Programs;
using Palisade.Protection.Policies;

namespace Palisade.Protection;

/// <summary>
/// The rules and policies in force. New ones are built aside and swapped in once; a request reads <see cref="InForce"/> once and keeps
/// what it read, whatever is published meanwhile.
/// </summary>
public sealed class LiveProtection(RuleSet first, SitePolicy? site = null)
{
    private ProtectionSnapshot _inForce = new(first, site ?? SitePolicy.None);

    /// <summary>What a request that starts now is judged by.</summary>
    public ProtectionSnapshot InForce => Volatile.Read(ref _inForce);

    /// <summary>The rules a request that starts now runs.</summary>
    public RuleSet Current => InForce.Rules;

    /// <summary>Puts <paramref name="next"/> in force for the requests that start from now on; the policies stay.</summary>
    public void Publish(RuleSet next) => Swap(old => old with { Rules = next });

    /// <summary>Puts the policies of <paramref name="next"/> in force for the requests that start from now on; the rules stay.</summary>
    public void Publish(SitePolicy next) => Swap(old => old with { Site = next });

    // Both halves may be published at once; neither may undo the other.
    private void Swap(Func<ProtectionSnapshot, ProtectionSnapshot> change)
    {
        for (var old = InForce; ;)
        {
            var seen = Interlocked.CompareExchange(ref _inForce, change(old), old);
            if (ReferenceEquals(seen, old)) return;
            old = seen;
        }
    }
}

/// <summary>What is in force at one moment. Immutable.</summary>
public sealed record ProtectionSnapshot(RuleSet Rules, SitePolicy Site);
