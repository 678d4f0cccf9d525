using Palisade.Gateway.Accept;
using Palisade.Protection.Policies;

namespace Palisade.Gateway.Record;

/// <summary>What the site of a request is called in records.</summary>
internal static class SiteWords
{
    /// <summary>What stands where no site has the request.</summary>
    public const string None = "-";

    /// <summary>The name of its site. Policy files of the command line may name that of the command line.</summary>
    public static string Name(Exchange exchange) => exchange.Served is not { } served ? None
        : served.Key.Tenant.Length > 0 || ReferenceEquals(exchange.Site, SitePolicy.None) ? served.Key.Local.Name
        : exchange.Site.Name;

    /// <summary>Its tenant; null for the site of the command line, and for none.</summary>
    public static string? Tenant(Exchange exchange) => exchange.Served?.Key.Tenant is { Length: > 0 } tenant ? tenant : null;
}
