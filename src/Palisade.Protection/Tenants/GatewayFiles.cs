using Palisade.Configuration.Bots;
using Palisade.Configuration.Policies;

namespace Palisade.Protection.Tenants;

/// <summary>Fields by which the operator of a gateway names files on it. A tenant, who is somebody else, may not.</summary>
internal static class GatewayFiles
{
    /// <summary>Why such a field is refused.</summary>
    public const string Refusal = "An object names no file of a gateway: what is in it has to stand in the object.";

    /// <summary>The field of a spec that names a file; null where none does.</summary>
    public static string? NamedBy(PolicySpec spec) => spec switch
    {
        ApiDefinitionConfig { File: not null } => "spec.file",
        JwtValidationConfig { JwksFile: not null } => "spec.jwks_file",
        IpPrefixSetConfig { File: not null } => "spec.file",
        BotDefenseConfig { Bots: not null } => "spec.bots",
        BotDefenseConfig { Challenge.KeyFile: not null } => "spec.challenge.key_file",
        _ => null,
    };
}
