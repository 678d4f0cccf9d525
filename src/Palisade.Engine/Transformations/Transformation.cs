using System.Buffers;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>One <c>t:</c> step of SecLang: bytes in, bytes out. Immutable and shared by all requests.</summary>
public abstract class Transformation
{
    private static int _count;

    /// <summary>Tells it from all others of the process.</summary>
    internal int Number { get; } = Interlocked.Increment(ref _count);

    /// <summary>The canonical name, as <c>urlDecodeUni</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// A value of one byte or more that has none of these bytes is left as it is. It says nothing of the empty value, which <c>length</c>, <c>md5</c> and
    /// <c>sha1</c> change.
    /// </summary>
    public virtual ByteSet Triggers => ByteSet.All;

    /// <summary>A value of one byte or more that has none of these bytes is changed in nothing but the case of its ASCII letters. Never more than <see cref="Triggers"/>.</summary>
    public virtual ByteSet TriggersButCase => Triggers;

    /// <summary>Whether values that differ in nothing but the case of their ASCII letters become values that differ in nothing else.</summary>
    public virtual bool IsBlindToCase => false;

    /// <summary>Whether it makes nothing of any value with these bytes: told without reading the value.</summary>
    public virtual bool MakesEmpty(in ByteSet present) => false;

    /// <summary>The bytes of what it makes of a value with these, where that is known without reading it.</summary>
    public virtual ByteSet? BytesOf(in ByteSet present) => null;

    /// <summary>Transforms one value.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="output">Receives the whole result when the answer is true, and nothing when it is false.</param>
    /// <returns>False when the result equals the value: the caller keeps using the value. <c>multiMatch</c> relies on it.</returns>
    public abstract bool Apply(ReadOnlySpan<byte> value, IBufferWriter<byte> output);
}
