using Palisade.Trust.Identities;
using Palisade.Trust.Keys;

namespace Palisade.Trust.Enrolment;

/// <summary>What became of an enrolment: one of these two.</summary>
public abstract record EnrolmentResult
{
    private EnrolmentResult()
    {
    }

    /// <summary>The component has an identity now.</summary>
    public sealed record Enrolled(Identity Identity, IssuedCertificate Certificate) : EnrolmentResult;

    /// <summary>It has none.</summary>
    public sealed record Refused(Refusal<EnrolmentRefusal> Refusal) : EnrolmentResult;
}
