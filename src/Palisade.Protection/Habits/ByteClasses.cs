namespace Palisade.Protection.Habits;

/// <summary>The kinds of bytes that a field may have: a field of numbers has one, prose has five or six, attacks need those that few fields have.</summary>
internal static class ByteClasses
{
    /// <summary>How many there are.</summary>
    public const int Count = 12;

    private static readonly ushort[] Table = [.. Enumerable.Range(0, 256).Select(b => (ushort)(1 << Of((byte)b)))];

    /// <summary>Those of a value, a bit for each.</summary>
    public static int In(ReadOnlySpan<byte> value)
    {
        var classes = 0;
        foreach (var b in value) classes |= Table[b];
        return classes;
    }

    private static int Of(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => 0,
        >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' => 1,
        (byte)' ' => 2,
        (byte)'.' or (byte)'-' or (byte)'_' or (byte)',' => 3,
        (byte)'/' or (byte)':' or (byte)'@' or (byte)'+' or (byte)'~' => 4,
        (byte)'%' or (byte)'&' or (byte)'=' or (byte)'?' or (byte)'#' or (byte)'!' => 5,
        (byte)'\'' or (byte)'"' or (byte)'`' => 6,
        (byte)'(' or (byte)')' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' => 7,
        (byte)'<' or (byte)'>' => 8,
        (byte)';' or (byte)'|' or (byte)'$' or (byte)'\\' or (byte)'*' or (byte)'^' => 9,
        < 0x20 or 0x7f => 10,
        _ => 11,
    };
}
