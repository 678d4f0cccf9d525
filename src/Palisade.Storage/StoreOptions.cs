using Palisade.Configuration;
using Palisade.Configuration.Objects;

namespace Palisade.Storage;

/// <summary>How a store is used.</summary>
public sealed record StoreOptions
{
    /// <summary>What the time is. Default the machine's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// A secret that ties the lines of the audit trail, kept outside of the database: without it nobody can write a trail anew. Empty (the default)
    /// for none; then a trail written anew is found only by whoever remembered its end. A trail has one for its whole life.
    /// </summary>
    public ReadOnlyMemory<byte> AuditKey { get; init; }

    /// <summary>What is checked of an object besides what <see cref="ObjectDraft.Check"/> does: specs that are read on a higher floor. Default nothing.</summary>
    public Func<ObjectDraft, IEnumerable<ConfigFault>> AlsoCheck { get; init; } = static _ => [];

    /// <summary>Most objects of one change. Default 20,000.</summary>
    public int MostChanges { get; init; } = 20_000;
}
