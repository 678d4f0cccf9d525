using System.Collections.Concurrent;
using Palisade.Trust.Enrolment;

namespace Palisade.Trust.Tests.Enrolment;

/// <summary>Grants in memory, changed by revision as a database would.</summary>
internal sealed class GrantTable
{
    private readonly ConcurrentDictionary<string, EnrolmentGrant> _grants = new(StringComparer.Ordinal);

    public EnrolmentStore Store => new(FindAsync, TryReplaceAsync);

    public int Lost { get; private set; }

    public EnrolmentGrant this[string id] => _grants[id];

    public EnrolmentGrant Add(EnrolmentGrant grant) => _grants[grant.Id] = grant;

    private async ValueTask<EnrolmentGrant?> FindAsync(string id, CancellationToken stop)
    {
        await Task.Yield();
        return _grants.GetValueOrDefault(id);
    }

    private async ValueTask<bool> TryReplaceAsync(EnrolmentGrant grant, CancellationToken stop)
    {
        await Task.Yield();
        lock (_grants)
        {
            if (_grants[grant.Id].Revision == grant.Revision - 1)
            {
                _grants[grant.Id] = grant;
                return true;
            }

            Lost++;
            return false;
        }
    }
}
