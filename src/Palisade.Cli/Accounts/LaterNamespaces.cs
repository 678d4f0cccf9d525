using Palisade.Api.Accounts;
using Palisade.Api.Client;
using Palisade.Cli.Objects;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Cli.Accounts;

/// <summary>
/// Tells of namespaces that roles name and that are not there. That is allowed: people get their roles before somebody makes the namespace or imports it, and keep them when it is
/// taken out and made again. But it may be a slip of the hand, so it is said.
/// </summary>
internal static class LaterNamespaces
{
    private const int MostTold = 20;

    /// <summary>Looks and tells. Where one may not look, nothing is told.</summary>
    public static async Task TellAsync(Connected to, IEnumerable<Grant> grants)
    {
        foreach (var roles in grants.Where(g => g.Namespaces is { Count: > 0 }).GroupBy(g => g.Tenant, StringComparer.Ordinal))
        {
            if (await FindAsync(to, roles.Key) is not { } there) continue;
            var later = roles.SelectMany(g => g.Namespaces!).Distinct(StringComparer.Ordinal).Where(n => !there.Contains(n)).ToList();
            if (later.Count > 0) to.Screen.Note(ByteText.Clean($"{roles.Key} has no namespace {FirstOf.Show(later, MostTold)} yet; there {(there.Count is 1 ? "is" : "are")} {FirstOf.Show(there, MostTold)}. The role holds there once it is made"));
        }
    }

    private static async Task<SortedSet<string>?> FindAsync(Connected to, string tenant)
    {
        try
        {
            var found = await to.Client.Tenant(tenant).ListAllAsync(ObjectKinds.Namespace, "", stop: to.Stop);
            return new(found.Select(n => n.Metadata["name"]?.Value ?? "").Append(ObjectNames.DefaultNamespace), StringComparer.Ordinal);
        }
        catch (ManagerException)
        {
            return null;
        }
    }
}
