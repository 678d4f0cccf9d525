namespace Palisade.Detection.Html;

/// <summary>The classes of bytes of the HTML tokenizer, NUL and vertical tab counted as blanks as old browsers did.</summary>
internal static class HtmlBytes
{
    public static bool IsBlank(byte b) => b is 0x20 or (>= 0x09 and <= 0x0D) or 0x00;

    public static bool IsLetter(byte b) => (b | 0x20) is >= 'a' and <= 'z';

    public static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    public static bool ContinuesTagName(byte b) => IsLetter(b) || IsDigit(b) || b is (byte)'-' or (byte)'_' or (byte)':' or (byte)'[' or (byte)'.' or >= 0x80;

    public static bool EndsAttributeName(byte b) => IsBlank(b) || b is (byte)'=' or (byte)'>' or (byte)'/' or (byte)'<' or (byte)'"' or (byte)'\'' or (byte)'`';
}
