using Palisade.Trust.Authority;
using Palisade.Trust.Identities;

namespace Palisade.Manager.Enrolment;

/// <summary>Where a manager keeps its authority, and for which installation.</summary>
public sealed record TrustOptions
{
    /// <summary>The data folder; <c>authority</c>, <c>enrolment</c>, <c>revoked</c> and <c>sealing</c> are made in it.</summary>
    public required string Folder { get; init; }

    /// <summary>The file that opens the keys. Null (the default) for <c>manager.key</c> in the data folder; it is made when it is not there. Another disk is a better place.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The installation. Default <c>palisade.internal</c>; decided once, when the authority is made.</summary>
    public TrustDomain Domain { get; init; } = TrustDomain.Parse("palisade.internal");

    /// <summary>How long what it issues is valid.</summary>
    public Lifetimes Lifetimes { get; init; } = new();

    /// <summary>How long a revocation list is good; a new one is signed after a third of it. Default 24 hours.</summary>
    public TimeSpan ListLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The folder of the authority.</summary>
    internal string AuthorityPath => Path.Combine(Folder, "authority");

    /// <summary>The key file.</summary>
    internal string KeyPath => KeyFile ?? Path.Combine(Folder, "manager.key");
}
