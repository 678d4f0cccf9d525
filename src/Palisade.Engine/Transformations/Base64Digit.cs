namespace Palisade.Engine.Transformations;

/// <summary>The alphabet of RFC 4648 section 4.</summary>
internal static class Base64Digit
{
    /// <summary>The six bits of a digit, or -1 for any other byte.</summary>
    public static int Value(byte digit) => digit switch
    {
        >= (byte)'A' and <= (byte)'Z' => digit - 'A',
        >= (byte)'a' and <= (byte)'z' => digit - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => digit - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };

    /// <summary>The same with the URL-safe digits <c>-</c> and <c>_</c> of section 5 besides.</summary>
    public static int ValueOfEitherAlphabet(byte digit) => digit switch
    {
        (byte)'-' => 62,
        (byte)'_' => 63,
        _ => Value(digit),
    };
}
