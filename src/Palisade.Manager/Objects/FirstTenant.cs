using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage;

namespace Palisade.Manager.Objects;

/// <summary>The tenant that an installation begins with, so that a newcomer has somewhere to put a site.</summary>
internal static class FirstTenant
{
    /// <summary>Makes it where nothing was ever written to it.</summary>
    public static async Task MakeAsync(ObjectStore store, CancellationToken stop)
    {
        var tenant = store.Tenant(ObjectNames.FirstTenant);
        if (await tenant.RevisionAsync(stop) > 0) return;
        var key = new ObjectKey(tenant.Name, new(ObjectKinds.Tenant, "", tenant.Name));
        // Another manager over the same database may be faster, which is as well.
        await tenant.Changes.CreateAsync(new ObjectDraft(key, new Annotated(), Node.EmptyMap), new("palisade", "the first start"), stop);
    }
}
