using System.Buffers;

namespace Palisade.Detection.Php;

/// <summary>
/// Decides whether a value holds PHP that a server would run when it is evaluated, included or stored as a page: tags with code in them,
/// calls that run, read or tell something, functions whose names come from a variable or from pieces.
/// </summary>
public static class PhpCode
{
    private static readonly SearchValues<byte> Signs = SearchValues.Create("(<`"u8);

    /// <summary>This recogniser in the table.</summary>
    internal static Detector Row { get; } = new("php", 5, [.. "(<`"u8], Detect);

    /// <summary>Looks for PHP code in a value.</summary>
    /// <param name="value">The value as the application would see it, decoded. Any bytes, any length; the time is linear in it.</param>
    /// <returns>The surest finding; null when the value is harmless.</returns>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < 5 || !value.ContainsAny(Signs)) return null;
        return PhpTag.Find(value) ?? PhpCalls.Find(value) ?? PhpPieces.Find(value);
    }
}
