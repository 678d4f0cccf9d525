using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Palisade.Detection;

/// <summary>The recognisers, by the words that signature files use. The one list.</summary>
public static class DetectorTable
{
    /// <summary>Every recogniser by its name.</summary>
    public static FrozenDictionary<string, Detector> All { get; } = Rows().ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);

    private static ImmutableArray<Detector> Rows() =>
    [
        // One row each, in the order of their names.
    ];
}
