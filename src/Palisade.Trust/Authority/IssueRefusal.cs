namespace Palisade.Trust.Authority;

/// <summary>Why the authority does not issue.</summary>
public enum IssueRefusal
{
    /// <summary>The authority's own certificate is over, or so near its end that nothing useful can be issued.</summary>
    AuthorityExpired,

    /// <summary>The identity is another installation's.</summary>
    ForeignDomain,

    /// <summary>The role may not have that use: only managers sign snapshots.</summary>
    UseNotAllowed,
}
