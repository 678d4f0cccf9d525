using Palisade.Configuration;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Habits;
using Palisade.Protection.Platform;

namespace Palisade.Protection.Tenants;

/// <summary>A site that can be served: every object it needs was there, read and compiled. Immutable but for <see cref="Protection"/> and <see cref="Habits"/>.</summary>
public sealed record ReadySite
{
    /// <summary>Its whole name. A site that no object stands for, such as that of the command line, has the tenant and name it is told by.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>Names, listeners and what is changed on the way. What it names of other objects is in the fields below.</summary>
    public required SiteDelivery Delivery { get; init; }

    /// <summary>What is done with what is found.</summary>
    public required OperationMode Mode { get; init; }

    /// <summary>Its rules and policies. The site of the command line gets new ones while it serves; all others are made anew as a whole.</summary>
    public required LiveProtection Protection { get; init; }

    /// <summary>Where requests go that no route sends elsewhere; null for nowhere: they are answered 503.</summary>
    public ReadyPool? Pool { get; init; }

    /// <summary>The pool of each of its routes, in their order; null for that of the site.</summary>
    public IReadOnlyList<ReadyPool?> RoutePools { get; init; } = [];

    /// <summary>Its certificates, in the order written.</summary>
    public IReadOnlyList<ReadyCertificate> Certificates { get; init; } = [];

    /// <summary>What the platform says of its requests besides its rules.</summary>
    public PlatformSwitches Switches { get; init; } = PlatformSwitches.Usual;

    /// <summary>What is usual at its endpoints. It goes on as the site is made anew.</summary>
    public SiteHabits Habits { get; init; } = new();

    /// <summary>The tenant's revision that it is of; 0 for one that no object stands for.</summary>
    public long Revision { get; init; }
}
