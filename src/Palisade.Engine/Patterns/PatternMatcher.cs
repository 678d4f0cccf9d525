namespace Palisade.Engine.Patterns;

/// <summary>The running half of a <see cref="BytePattern"/>.</summary>
internal abstract class PatternMatcher
{
    /// <summary>Finds the first match from a place on in the value that a walk is over.</summary>
    /// <param name="start">The place.</param>
    /// <param name="hereAndNotEmpty">Whether the match must start there and have a byte.</param>
    /// <param name="captures">Receives the groups, as in <see cref="BytePattern.Match"/>.</param>
    /// <param name="limitExceeded">Whether a limit ended the search.</param>
    public delegate int WalkStep(int start, bool hereAndNotEmpty, Span<ByteRange> captures, out bool limitExceeded);

    /// <inheritdoc cref="BytePattern.IsMatch(ReadOnlySpan{byte}, out bool)"/>
    public abstract bool IsMatch(ReadOnlySpan<byte> value, out bool limitExceeded);

    /// <inheritdoc cref="BytePattern.Match"/>
    public abstract int Match(ReadOnlySpan<byte> value, int start, Span<ByteRange> captures, out bool limitExceeded);

    /// <summary>Copies a value and answers what finds matches in it.</summary>
    public abstract WalkStep Over(ReadOnlySpan<byte> value);
}
