using System.Globalization;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Configuration.Objects;

/// <summary>When something was done, and by whom.</summary>
/// <param name="By">The user's or program's name.</param>
public readonly record struct Stamp(DateTimeOffset At, string By);

/// <summary>An object as it is kept: what the operator wrote, and what the store knows of it. Its status is apart: it changes without the operator.</summary>
public sealed record ObjectRecord
{
    /// <summary>Its whole name.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>What is said about it.</summary>
    public required Annotated Metadata { get; init; }

    /// <summary>The spec as canonical JSON, in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Spec { get; init; }

    /// <summary>The hash of <see cref="Spec"/>: equal specs have equal ones.</summary>
    public required string SpecHash { get; init; }

    /// <summary>One for its whole life; another object of that name, later, has another.</summary>
    public required Guid Uid { get; init; }

    /// <summary>1 when it is made; grows by one with every change of the spec, and with no other.</summary>
    public required long Generation { get; init; }

    /// <summary>Of the tenant's revisions, the one that changed it last.</summary>
    public required long Revision { get; init; }

    /// <summary>When it was made, and by whom.</summary>
    public required Stamp Created { get; init; }

    /// <summary>When it was changed last, and by whom.</summary>
    public required Stamp Modified { get; init; }

    /// <summary>What a change must name that is to change this and nothing newer. Opaque: only equality means anything.</summary>
    public string Version => $"{Revision:x}-{Uid.ToString("N")[^8..]}";

    /// <summary>The revision that a version is of; null for what is no version. For the store, which may look into it.</summary>
    public static long? RevisionOf(string version) =>
        version.Split('-') is [var revision, { Length: 8 }] && long.TryParse(revision, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    /// <summary>The spec as a document.</summary>
    public Node ReadSpec() => JsonText.Read(Spec.Span).Root ?? throw new InvalidOperationException($"The stored spec of {Key} is not JSON.");

    /// <summary>What the operator wrote.</summary>
    public ObjectDraft ToDraft() => new(Key, Metadata, ReadSpec());
}
