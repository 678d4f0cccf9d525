namespace Palisade.Engine.Transformations;

/// <summary>The octal escapes of C and JavaScript.</summary>
internal static class OctalEscape
{
    private const int MostDigits = 3;

    /// <summary>Reads 1 to 3 octal digits; a value above 255 keeps its low byte.</summary>
    /// <param name="text">Starts with an octal digit.</param>
    /// <param name="used">How many digits were read.</param>
    public static byte Read(ReadOnlySpan<byte> text, out int used)
    {
        var value = 0;
        for (used = 0; used < MostDigits && used < text.Length && AsciiByte.IsOctal(text[used]); used++)
        {
            value = (value * 8) + (text[used] - '0');
        }

        return (byte)value;
    }
}
