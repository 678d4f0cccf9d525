using Microsoft.Extensions.Logging;
using Palisade.Manager.Delivery;
using Palisade.Manager.Enrolment;
using Palisade.Manager.Sandbox;
using Palisade.Manager.Status;
using Palisade.Storage;
using Palisade.Trust.Sealing;

namespace Palisade.Manager;

/// <summary>What the manager stands on. None of it is disposed by it.</summary>
/// <param name="Store">The objects; open it with <c>SpecCheck.Check</c> of <c>Palisade.Protection</c> as <see cref="StoreOptions.AlsoCheck"/>.</param>
public sealed record ManagerParts(ObjectStore Store)
{
    /// <summary>What the time is. Default the machine's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where it logs; null (the default) for nowhere.</summary>
    public ILoggerFactory? Loggers { get; init; }

    /// <summary>The gateways that follow this manager; null (the default) for none.</summary>
    public Gateways? Gateways { get; init; }

    /// <summary>What makes snapshots of the objects; null (the default) for nobody.</summary>
    public Publisher? Publisher { get; init; }

    /// <summary>What sandboxes say; null (the default) where no snapshots are made.</summary>
    public SandboxDesk? Sandbox { get; init; }

    /// <summary>Seals the keys of certificates that are uploaded; null (the default) for a manager that takes none.</summary>
    public SealingKeys? Sealing { get; init; }

    /// <summary>Makes what gateways enrol with; null (the default) for a manager that enrols none.</summary>
    public Secrets? Secrets { get; init; }

    /// <summary>Says what of an object is live; null (the default) for nobody, and the answer <c>unknown</c>.</summary>
    public LiveQuestion? Live { get; init; }
}
