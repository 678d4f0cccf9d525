using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary><c>ip_prefix_set</c>: addresses under one name. An empty list is one of nobody; neither list nor file is a mistake.</summary>
internal static class IpPrefixSetReader
{
    /// <summary>Reads the <c>spec</c>.</summary>
    public static IpPrefixSetConfig Read(Fields fields)
    {
        if (!fields.Has("prefixes") && !fields.Has("file")) fields.Fault("prefixes", PolicyCodes.Missing, "missing", "prefixes: […], or file: …");
        return new() { Prefixes = fields.Texts("prefixes"), File = fields.OptionalText("file") };
    }
}
