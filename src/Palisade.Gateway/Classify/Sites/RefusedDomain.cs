using Palisade.Configuration.Objects.Naming;

namespace Palisade.Gateway.Classify.Sites;

/// <summary>A domain that a site claims and does not get, because another has it.</summary>
/// <param name="Site">Who claims it.</param>
/// <param name="Holder">Who has it and keeps it. To be told to another tenant only as "somebody else".</param>
public readonly record struct RefusedDomain(string Domain, ObjectKey Site, ObjectKey Holder);
