namespace Palisade.Engine.Patterns;

/// <summary>Where a match or a group lies in a value.</summary>
/// <param name="Start">The first byte, from 0; -1 for a group that took no part.</param>
/// <param name="Length">The number of bytes.</param>
public readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>A group that took no part.</summary>
    public static ByteRange Unset { get; } = new(-1, 0);

    /// <summary>Whether the group took part.</summary>
    public bool IsSet => Start >= 0;

    /// <summary>The byte after the last.</summary>
    public int End => Start + Length;

    /// <summary>The bytes of the range; none when it is not set.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> value) => IsSet ? value.Slice(Start, Length) : default;
}
