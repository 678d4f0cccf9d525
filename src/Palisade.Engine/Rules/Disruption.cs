namespace Palisade.Engine.Rules;

/// <summary>The disruptive action of a rule.</summary>
public enum DisruptionKind
{
    /// <summary>Nothing.</summary>
    Pass,

    /// <summary>What <c>SecDefaultAction</c> of the rule's phase says; resolved when compiled.</summary>
    Block,

    /// <summary>Refuse with a status.</summary>
    Deny,

    /// <summary>Close the connection.</summary>
    Drop,

    /// <summary>Send elsewhere.</summary>
    Redirect,

    /// <summary><c>allow</c>: no more rules but those of phase 5.</summary>
    Allow,

    /// <summary><c>allow:request</c>: no more rules until the response.</summary>
    AllowRequest,

    /// <summary><c>allow:phase</c>: no more rules in this phase.</summary>
    AllowPhase,
}

/// <summary>The disruptive action of a rule, resolved.</summary>
/// <param name="Status">HTTP status of a deny (default 403) or redirect (default 302).</param>
/// <param name="Location">Where a redirect leads.</param>
public sealed record Disruption(DisruptionKind Kind, int Status, MacroText? Location)
{
    /// <summary>Let it pass.</summary>
    public static Disruption Pass { get; } = new(DisruptionKind.Pass, 0, null);
}
