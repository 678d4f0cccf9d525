namespace Palisade.Detection.NoSql;

/// <summary>
/// Decides whether a parameter's name or value would turn a query of MongoDB and its like from a comparison into something else: an operator where
/// a value belongs, or script in a <c>$where</c>.
/// </summary>
public static class NoSqlInjection
{
    /// <summary>Looks for operators and script of queries.</summary>
    /// <param name="value">A name, a value or a JSON text, decoded. Any bytes, any length; the time is linear in it.</param>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        Finding? best = null;
        if (value.Contains((byte)'$')) best = QueryOperators.Find(value);
        if (best is { Confidence: Confidence.High }) return best;
        return QueryScript.Find(value) ?? best;
    }
}
