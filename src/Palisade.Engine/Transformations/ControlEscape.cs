namespace Palisade.Engine.Transformations;

/// <summary>The escapes of one letter that C and JavaScript share.</summary>
internal static class ControlEscape
{
    /// <summary>The byte that a backslash and <paramref name="letter"/> stand for; for a letter without such a meaning, the letter.</summary>
    public static byte Byte(byte letter) => letter switch
    {
        (byte)'a' => 0x07,
        (byte)'b' => 0x08,
        (byte)'f' => 0x0C,
        (byte)'n' => 0x0A,
        (byte)'r' => 0x0D,
        (byte)'t' => 0x09,
        (byte)'v' => 0x0B,
        _ => letter,
    };
}
