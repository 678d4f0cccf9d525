using Palisade.Configuration.Objects.Naming;

namespace Palisade.Trust.Delivery;

/// <summary>What an object is called in a snapshot: <c>KIND/NAMESPACE/NAME</c>, with <c>-</c> for the namespace of kinds that are in none. No namespace is called so.</summary>
public static class EntryKey
{
    private const string NoNamespace = "-";

    /// <summary>The key of an object.</summary>
    public static string Of(LocalKey key) => $"{key.Kind}/{(key.Namespace.Length is 0 ? NoNamespace : key.Namespace)}/{key.Name}";

    /// <summary>The object of a key; null when it is none.</summary>
    public static LocalKey? TryParse(string entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Split('/') is not [var kind, var space, var name]) return null;
        var key = new LocalKey(kind, space is NoNamespace ? "" : space, name);
        return key.Check().Any() ? null : key;
    }
}
