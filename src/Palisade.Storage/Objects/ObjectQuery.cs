using System.Buffers.Text;
using System.Text;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;

namespace Palisade.Storage.Objects;

/// <summary>Which objects of a tenant are listed.</summary>
public sealed record ObjectQuery
{
    /// <summary>Most objects of one page.</summary>
    public const int MostObjects = 5000;

    /// <summary>Of this kind; null (the default) for all.</summary>
    public string? Kind { get; init; }

    /// <summary>In this namespace; null (the default) for all, empty for those in none.</summary>
    public string? Namespace { get; init; }

    /// <summary>With labels that fulfil this; null (the default) for any.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>How many at most: 1 to 5,000. Default 500.</summary>
    public int Limit { get; init; } = 500;

    /// <summary>Where the last page ended, as it said; null (the default) for the first page.</summary>
    public string? Continue { get; init; }
}

/// <summary>A page of a list, in the order of kind, namespace and name. Pages are of different moments: what changes between them may be missed or seen twice only if its name changes, which it cannot.</summary>
/// <param name="Continue">Where the next page begins; null for the last.</param>
public sealed record ObjectPage(IReadOnlyList<ObjectRecord> Objects, string? Continue);

/// <summary>Where a page ended, as a text for URLs. It names no tenant: it means something only inside the one that is asked.</summary>
internal static class Continuation
{
    private const int Longest = 600;

    /// <summary>The text of a key.</summary>
    public static string Write(LocalKey key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{key.Kind}/{key.Namespace}/{key.Name}"));

    /// <summary>The key of a text; null when it is none of ours.</summary>
    public static LocalKey? Read(string text)
    {
        if (text.Length > Longest || !Base64Url.IsValid(text)) return null;
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('/') is [var kind, var space, var name] && ObjectKinds.Find(kind) is not null && ObjectNames.IsName(name)
            && (space.Length == 0 || ObjectNames.IsLabel(space)) ? new(kind, space, name) : null;
    }
}
