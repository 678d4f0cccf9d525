using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary><c>ip_prefix_set</c>: addresses under one name.</summary>
internal static class IpPrefixSetReader
{
    /// <summary>Reads the <c>spec</c>.</summary>
    public static IpPrefixSetConfig Read(Fields fields) => new()
    {
        Prefixes = fields.Texts("prefixes"),
        File = fields.OptionalText("file"),
    };
}
