namespace Palisade.Engine.Values;

/// <summary>A member of a collection.</summary>
public readonly record struct NamedValue(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value);
