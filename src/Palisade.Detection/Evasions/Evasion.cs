namespace Palisade.Detection.Evasions;

/// <summary>
/// Says whether a value, as it came and before anything is decoded, is written in a way that no browser or library writes and that serves to get past
/// a filter. It is evidence of intent, not an attack by itself: confidence is low or medium. What an application nests for honest reasons
/// (a URL in a URL, JSON in JSON, text in another alphabet) is none.
/// </summary>
public static class Evasion
{
    /// <summary>Looks for the surest sign.</summary>
    /// <param name="value">The value before decoding: a query, a path, a header, a parameter as the framework gives it.</param>
    /// <returns>The most confident sign, the first of equals; null when there is none.</returns>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        Finding? best = null;
        if (value.Contains((byte)'%')) best = PercentSigns.Find(value);
        if (value.ContainsAny((byte)'&', (byte)'\\')) best = Surer(best, EscapedLetters.Find(value));
        if (value.ContainsAnyInRange((byte)0xC0, (byte)0xFF)) best = Surer(best, DisguisedBytes.Find(value));
        if (value.Contains((byte)0)) best = Surer(best, NullBytes.Find(value));
        if (value.Contains((byte)'/')) best = Surer(best, PathSigns.Find(value));
        return best;
    }

    private static Finding? Surer(Finding? first, Finding? second) =>
        first is null || (second is not null && second.Confidence > first.Confidence) ? second : first;
}
