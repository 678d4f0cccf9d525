namespace Palisade.Engine.Scanning;

/// <summary>One text that a scanner looks for, and where in it the window lies by which it is found.</summary>
/// <param name="Text">Where its bytes start among those of all literals.</param>
/// <param name="Demands">Where the demands that it meets start among those of all literals.</param>
/// <param name="DemandCount">How many they are, one at least.</param>
/// <param name="Length">Its bytes, 2 or more.</param>
/// <param name="Window">Offset of its window.</param>
/// <param name="Head">Its first eight bytes, the first of them lowest, with the bit of lower case set in each.</param>
/// <param name="HeadMask">All bits of the bytes of <paramref name="Head"/> that it has.</param>
internal readonly record struct Literal(int Text, int Demands, int DemandCount, byte Length, byte Window, ulong Head, ulong HeadMask)
{
    private const ulong LowerCase = 0x2020202020202020;

    /// <summary>Whether eight bytes of a value can be where it starts. Most are not, and one comparison says so.</summary>
    public bool CanStartWith(ulong bytes) => ((bytes | LowerCase) & HeadMask) == Head;

    /// <summary>The head of a text in lower case, and its mask.</summary>
    public static (ulong Head, ulong Mask) HeadOf(string text)
    {
        var (head, mask) = (0UL, 0UL);
        for (var i = 0; i < Math.Min(text.Length, sizeof(ulong)); i++)
        {
            head |= (ulong)(text[i] | 0x20) << (8 * i);
            mask |= 0xFFUL << (8 * i);
        }

        return (head, mask);
    }
}
