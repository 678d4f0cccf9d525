using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary>What is asked of a header, parameter, cookie or field: that it is there, that it is not, or that one of its values matches.</summary>
/// <param name="Present">True or false when only that is asked; null where <paramref name="Item"/> is.</param>
internal sealed record NamedValue(string Name, bool? Present, TextMatch? Item, bool Invert)
{
    /// <summary>Its name as bytes.</summary>
    public byte[] Bytes { get; } = ByteText.Of(Name);

    /// <summary>The answer.</summary>
    /// <param name="found">Whether there was one of that name.</param>
    /// <param name="matched">Whether a value matched.</param>
    public bool Answer(bool found, bool matched) => (Present is { } wanted ? found == wanted : matched) != Invert;
}
