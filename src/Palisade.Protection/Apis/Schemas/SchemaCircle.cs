namespace Palisade.Protection.Apis.Schemas;

/// <summary>Finds schemas that look at the same value again and again.</summary>
internal static class SchemaCircle
{
    /// <summary>Whether a schema comes back to itself without going into the value.</summary>
    public static bool Contains(Schema start)
    {
        var (waiting, seen) = (new Stack<Schema>(Next(start)), new HashSet<Schema>(ReferenceEqualityComparer.Instance));
        while (waiting.TryPop(out var schema))
        {
            if (ReferenceEquals(schema, start)) return true;
            if (!seen.Add(schema)) continue;
            foreach (var next in Next(schema)) waiting.Push(next);
        }

        return false;
    }

    private static IEnumerable<Schema> Next(Schema schema) => schema.Keywords.SelectMany(k => k.InPlace);
}
