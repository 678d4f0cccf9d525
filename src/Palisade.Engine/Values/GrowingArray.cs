using System.Buffers;
using System.Runtime.CompilerServices;

namespace Palisade.Engine.Values;

/// <summary>An array that grows while a transaction needs it, with memory of the pool, and is back at its first size for the next one.</summary>
internal sealed class GrowingArray<T>
{
    // What does not fit is mostly a body of many values: few steps, since each copies all that is there.
    private const int Growth = 4;

    private readonly T[] _own;

    // Items that refer to nothing keep nothing alive.
    private static bool Refers => RuntimeHelpers.IsReferenceOrContainsReferences<T>();

    public GrowingArray(int size) => Items = _own = new T[size];

    /// <summary>The items; another array after <see cref="Ensure"/>.</summary>
    public T[] Items { get; private set; }

    /// <summary>Makes room for a number of items at least. What was there stays.</summary>
    public void Ensure(int count)
    {
        if (count <= Items.Length) return;
        var longer = ArrayPool<T>.Shared.Rent(Math.Max(count, Growth * Items.Length));
        Items.CopyTo(longer, 0);
        if (!ReferenceEquals(Items, _own)) ArrayPool<T>.Shared.Return(Items, clearArray: Refers);
        Items = longer;
    }

    /// <summary>Forgets what the first items refer to, so that it is not kept alive, and gives back what was lent.</summary>
    public void Clear(int count)
    {
        if (Refers) Array.Clear(_own, 0, Math.Min(count, _own.Length));
        if (ReferenceEquals(Items, _own)) return;
        if (Refers) Array.Clear(Items, 0, count);
        ArrayPool<T>.Shared.Return(Items);
        Items = _own;
    }
}
