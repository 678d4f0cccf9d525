using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Storage.Changes;

/// <summary>What is done with one object.</summary>
public enum ChangeKind
{
    /// <summary>It must not be there yet.</summary>
    Create,

    /// <summary>It must be there.</summary>
    Replace,

    /// <summary>It is made or replaced.</summary>
    Put,

    /// <summary>It must be there, and is taken out.</summary>
    Delete,
}

/// <summary>One thing that is to be done.</summary>
/// <param name="Draft">The object as it is to be; null for a deletion.</param>
/// <param name="Version">The version that it must have; null where it may have any.</param>
public sealed record ObjectChange(ChangeKind Kind, LocalKey Key, ObjectDraft? Draft, string? Version)
{
    /// <summary>Makes an object.</summary>
    public static ObjectChange Create(ObjectDraft draft) => new(ChangeKind.Create, draft.Key.Local, draft, null);

    /// <summary>Replaces an object of a certain version.</summary>
    public static ObjectChange Replace(ObjectDraft draft, string version) => new(ChangeKind.Replace, draft.Key.Local, draft, version);

    /// <summary>Makes or replaces an object, as <c>apply</c> does.</summary>
    public static ObjectChange Put(ObjectDraft draft, string? version = null) => new(ChangeKind.Put, draft.Key.Local, draft, version);

    /// <summary>Takes an object out.</summary>
    public static ObjectChange Delete(LocalKey key, string? version = null) => new(ChangeKind.Delete, key, null, version);
}

/// <summary>Who changes something, and why.</summary>
/// <param name="By">The user's or program's name: 1 to 256 characters.</param>
/// <param name="Reason">For people: up to 4,096 characters. May be empty.</param>
public readonly record struct Authorship(string By, string Reason = "")
{
    /// <summary>Why it cannot be kept; null when it can.</summary>
    internal string? Fault() =>
        By.Length is 0 or > 256 || By.Any(char.IsControl) ? "An author has 1 to 256 characters, none of them a control character."
        : Reason.Length > 4096 || Reason.Contains('\0', StringComparison.Ordinal) ? "A reason has up to 4,096 characters, none of them NUL."
        : null;
}
