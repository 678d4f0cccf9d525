using System.Buffers;

namespace Palisade.Detection.Decoding;

/// <summary>
/// Takes one round of codings off a value, all that apply, as applications do one behind the other: escapes of URLs, of HTML and of script are read
/// where they stand, then text that is ASCII in disguise becomes ASCII; a value that is Base64 or hexadecimal as a whole is decoded when it hides
/// something. A payload in three layers needs three rounds; callers look at the value before each. Pure, linear, without allocation.
/// </summary>
public static class Unwrap
{
    // Every coding but the packed ones has one of these: %, & and \ start an escape, high bytes start a disguise.
    private static readonly SearchValues<byte> Marks = SearchValues.Create([(byte)'%', (byte)'&', (byte)'\\', .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);

    /// <summary>The bytes of which every value that a round changes has at least one.</summary>
    /// <remarks>Packed text: a first digit of Base64 that stands for printable text is one of <c>I</c> to <c>f</c>; hexadecimal has a letter.</remarks>
    public static ReadOnlySpan<byte> Triggers => TriggerBytes;

    private static readonly byte[] TriggerBytes =
        [(byte)'%', (byte)'&', (byte)'\\', (byte)'x', .. "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"u8, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)];

    /// <summary>A quick test before a round. May say true in vain, never false in vain.</summary>
    public static bool MayApply(ReadOnlySpan<byte> value) => value.ContainsAny(Marks) || PackedText.IsCandidate(value);

    /// <summary>Takes one round off.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="target">At least as long as the value; must not overlap it. Its content is of no meaning when nothing applied.</param>
    /// <param name="written">The length of the result; that of the value when nothing applied.</param>
    /// <returns>What was taken off; <see cref="Layers.None"/> when the value stands for itself.</returns>
    public static Layers Round(ReadOnlySpan<byte> value, Span<byte> target, out int written)
    {
        var packed = PackedText.Decode(value, target, out written);
        if (packed != Layers.None) return packed;
        written = value.Length;
        if (!value.ContainsAny(Marks)) return Layers.None;
        var layers = EscapedText.Decode(value, target, out written);
        var plain = layers == Layers.None ? value : target[..written];
        if (StrayPercents.AreMany(plain))
        {
            written = StrayPercents.Drop(plain, target);
            layers |= Layers.StrayPercent;
        }

        var disguise = layers == Layers.None ? DisguisedText.Fold(value, target, out var folded) : DisguisedText.Fold(target[..written], target, out folded);
        if (disguise != Layers.None) written = folded;
        return layers | disguise;
    }
}
