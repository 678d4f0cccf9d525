using Palisade.Configuration.Objects.Naming;

namespace Palisade.Api.Client;

/// <summary>Where things are.</summary>
internal static class ObjectPath
{
    /// <summary>A tenant.</summary>
    public static string Of(string tenant) => $"api/tenants/{Uri.EscapeDataString(tenant)}";

    /// <summary>The objects of a kind.</summary>
    public static string Of(string tenant, string kind, string space) =>
        space.Length > 0 ? $"{Of(tenant)}/namespaces/{Uri.EscapeDataString(space)}/{Uri.EscapeDataString(kind)}" : $"{Of(tenant)}/{Uri.EscapeDataString(kind)}";

    /// <summary>An object.</summary>
    public static string Of(string tenant, LocalKey key) => $"{Of(tenant, key.Kind, key.Namespace)}/{Uri.EscapeDataString(key.Name)}";

    /// <summary>A path with the parameters that are not null.</summary>
    public static string With(this string path, params (string Name, object? Value)[] query)
    {
        var given = query.Where(q => q.Value is not null and not false).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value is true ? "true" : FormattableString.Invariant($"{q.Value}"))}").ToList();
        return given.Count == 0 ? path : $"{path}?{string.Join('&', given)}";
    }
}
