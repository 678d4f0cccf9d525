namespace Palisade.Manager.Oidc;

/// <summary>How many sign-ons wait for providers at once: a tenant whose provider is slow holds up its own, and nobody else's.</summary>
internal sealed class Turns
{
    private const int MostOfTenant = 16;
    private const int Most = 128;

    private readonly Dictionary<string, int> _waiting = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private int _all;

    /// <summary>Takes a place; false where there is none.</summary>
    public bool Enter(string tenant)
    {
        lock (_lock)
        {
            var own = _waiting.GetValueOrDefault(tenant);
            if (own >= MostOfTenant || _all >= Most) return false;
            _all++;
            _waiting[tenant] = own + 1;
            return true;
        }
    }

    /// <summary>Gives it back.</summary>
    public void Leave(string tenant)
    {
        lock (_lock)
        {
            _all--;
            if (--_waiting[tenant] == 0) _waiting.Remove(tenant);
        }
    }
}
