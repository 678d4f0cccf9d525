using Palisade.Trust.Identities;

namespace Palisade.Trust.Enrolment;

/// <summary>
/// What the manager keeps of a group's secret or of a one-time token: for whom it is good, and a salted digest from which the
/// secret does not follow. Kept as it is, compared and changed by <see cref="Revision"/>.
/// </summary>
public sealed record EnrolmentGrant
{
    /// <summary>Its public part: 16 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The tenant of who enrols with it.</summary>
    public required string Tenant { get; init; }

    /// <summary>The group of who enrols with it.</summary>
    public required string Group { get; init; }

    /// <summary>The role of who enrols with it.</summary>
    public required Role Role { get; init; }

    /// <summary>16 random bytes in hexadecimal.</summary>
    public required string Salt { get; init; }

    /// <summary>HMAC-SHA-256 of the secret under <see cref="Salt"/>, in hexadecimal.</summary>
    public required string Digest { get; init; }

    /// <summary>Whether it is good for one enrolment only.</summary>
    public bool OneTime { get; init; }

    /// <summary>Whether that one enrolment has been.</summary>
    public bool Used { get; init; }

    /// <summary>When it ends; null for never, which only a group's secret may have.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Wrong attempts since the last lock or the last right one.</summary>
    public int Failures { get; init; }

    /// <summary>Until when nobody is heard; null for no lock.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Grows by one with each change.</summary>
    public long Revision { get; init; }
}
