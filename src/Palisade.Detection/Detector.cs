using System.Collections.Immutable;

namespace Palisade.Detection;

/// <summary>Reads one value, decoded as the application would see it; any bytes, any length, in linear time; never throws.</summary>
/// <returns>The most confident finding; null when the value is harmless.</returns>
public delegate Finding? Recognise(ReadOnlySpan<byte> value);

/// <summary>A recogniser by name, with what can be told of a value before it is read.</summary>
/// <param name="Name">The word that signature files use for it: lower case, such as <c>shell</c>.</param>
/// <param name="MinLength">The shortest value, in bytes, in which it ever finds something; at least 1.</param>
/// <param name="OneOf">Bytes of which every value in which it finds something has at least one, unless it has one of the <see cref="Texts"/>; without both, any value could be one.</param>
/// <param name="Recognise">The recogniser.</param>
public sealed record Detector(string Name, int MinLength, ImmutableArray<byte> OneOf, Recognise Recognise)
{
    /// <summary>Texts that do instead of one of the bytes: in lower case, looked for in any case.</summary>
    public ImmutableArray<string> Texts { get; init; } = [];
}
