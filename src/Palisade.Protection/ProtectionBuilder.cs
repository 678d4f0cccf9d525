namespace Palisade.Protection;

/// <summary>Makes rules ready to serve, or says every reason why not.</summary>
public static class ProtectionBuilder
{
    /// <summary>Reads, checks and compiles for one site, which adds nothing.</summary>
    public static BuiltProtection Build(RuleSource source) => SharedRules.Load(source).Protection;
}
