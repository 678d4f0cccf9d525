using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage;

namespace Palisade.Manager.Oidc;

/// <summary>The identity providers that tenants have, and the secrets that the manager has for them.</summary>
/// <param name="folder">The manager's own. Secrets are files in <c>identity-providers/TENANT</c> of it, for nobody else to read.</param>
internal sealed class Providers(ObjectStore store, string folder)
{
    private const int MostSecretBytes = 4096;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>A provider; null where there is none of that name, or none or several where no name is given.</summary>
    public async Task<Provider?> FindAsync(string tenant, string? name, CancellationToken stop)
    {
        if (!ObjectNames.IsLabel(tenant) || (name is not null && !ObjectNames.IsName(name))) return null;
        var page = await store.Tenant(tenant).ListAsync(new() { Kind = ObjectKinds.IdentityProvider, Limit = 100 }, stop);
        var found = page.Objects.Where(o => !o.Metadata.Disable && (name is null || o.Key.Local.Name == name)).ToList();
        if (found is not [var one]) return null;
        var (spec, faults) = SpecReaders.Read(ObjectKinds.IdentityProvider, one.ToDraft().Spec);
        return faults.Count == 0 && spec is IdentityProviderSpec read ? new(tenant, one.Key.Local.Name, one.Version, read) : null;
    }

    /// <summary>The client's secret; null for a client without one.</summary>
    /// <exception cref="ProviderFault">It is not there, or others may read it.</exception>
    public async Task<string?> SecretAsync(Provider provider, CancellationToken stop)
    {
        // The names were checked: none leaves the folder.
        if (provider.Spec.ClientSecretFile is not { Length: > 0 } name) return null;
        var file = new FileInfo(Path.Combine(folder, "identity-providers", provider.Tenant, name));
        if (file is not { Exists: true, Length: <= MostSecretBytes, LinkTarget: null }) throw new ProviderFault($"The manager has no file identity-providers/{provider.Tenant}/{name} with the client's secret.");
        if ((file.UnixFileMode & Others) != UnixFileMode.None) throw new ProviderFault($"Others can read identity-providers/{provider.Tenant}/{name}; it is to have the rights 0600.");
        return (await File.ReadAllTextAsync(file.FullName, stop)).TrimEnd('\r', '\n');
    }
}
