using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Palisade.Engine.Scanning;

/// <summary>Sets of conditions, as words of 64 bits.</summary>
internal static class Words
{
    /// <summary>Adds to a set what is in another, as long as the first.</summary>
    public static void Add(Span<ulong> into, ReadOnlySpan<ulong> others)
    {
        others = others[..into.Length];
        ref var first = ref MemoryMarshal.GetReference(into);
        ref var second = ref MemoryMarshal.GetReference(others);
        nuint at = 0;
        for (; at + (nuint)Vector<ulong>.Count <= (nuint)into.Length; at += (nuint)Vector<ulong>.Count)
        {
            (Vector.LoadUnsafe(ref first, at) | Vector.LoadUnsafe(ref second, at)).StoreUnsafe(ref first, at);
        }

        for (; at < (nuint)into.Length; at++) Unsafe.Add(ref first, at) |= Unsafe.Add(ref second, at);
    }
}
