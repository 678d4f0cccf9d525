namespace Palisade.Protection.Apis.Enforcement;

/// <summary>What happens to a request that breaks a rule.</summary>
public enum ViolationAction
{
    /// <summary>Nothing; it is not looked for.</summary>
    Allow,

    /// <summary>It passes, with an event.</summary>
    Report,

    /// <summary>It is answered by us.</summary>
    Block,
}
