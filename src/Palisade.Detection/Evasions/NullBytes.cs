namespace Palisade.Detection.Evasions;

/// <summary>Null bytes in a text: what is behind them, one part of an application sees and another does not.</summary>
internal static class NullBytes
{
    private const int Few = 3;

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        var at = value.IndexOf((byte)0);
        var isText = value.Count((byte)0) <= Few && value.Length > Few && value.IndexOfAnyInRange((byte)1, (byte)8) < 0;
        return new(isText ? Confidence.Medium : Confidence.Low, at, 1, "holds a null byte, which ends the text in C");
    }
}
