namespace Palisade.Engine.Phrases;

/// <summary>What each byte is compared as.</summary>
internal static class ByteFolding
{
    /// <summary>256 entries: a byte's lower-case form, or the byte itself.</summary>
    /// <param name="foldCase">Whether A to Z become a to z. Bytes above 0x7F are never letters here, as in ModSecurity's C locale.</param>
    public static byte[] Table(bool foldCase)
    {
        var table = new byte[256];
        for (var b = 0; b < table.Length; b++) table[b] = foldCase && b is >= 'A' and <= 'Z' ? (byte)(b | 0x20) : (byte)b;
        return table;
    }
}
