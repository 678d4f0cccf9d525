
namespace Palisade.Protection.Apis.Schemas;

/// <summary>What a text without a type has to be made into for a schema.</summary>
internal static class SchemaShape
{
    private const int MostSteps = 64;

    /// <summary>
    /// <see cref="JsonTypes.Array"/> or <see cref="JsonTypes.Object"/> where the schema, or one that it refers to or combines, wants that;
    /// <see cref="JsonTypes.Any"/> for a text.
    /// </summary>
    public static JsonTypes Of(Schema schema) => First(schema, Declared);

    /// <summary>What items have to be; null when nothing is said.</summary>
    public static Schema? Items(Schema schema) => First(schema, s => s.Keywords.OfType<ItemsWord>().FirstOrDefault()?.Rest);

    /// <summary>What a member has to be; null when nothing is said.</summary>
    public static Schema? Member(Schema schema, byte[] name) => First(schema, s => s.Keywords.OfType<PropertiesWord>().FirstOrDefault()?.Of(name));

    /// <summary>Every schema that looks at the same value, this one first.</summary>
    public static IEnumerable<Schema> InPlace(Schema schema)
    {
        var (waiting, seen) = (new Queue<Schema>([schema]), new HashSet<Schema>(ReferenceEqualityComparer.Instance));
        while (waiting.TryDequeue(out var next) && seen.Count < MostSteps)
        {
            if (!seen.Add(next)) continue;
            yield return next;
            foreach (var keyword in next.Keywords)
            {
                if (keyword is NotWord) continue;
                foreach (var inner in keyword.InPlace) waiting.Enqueue(inner);
            }
        }
    }

    private static T? First<T>(Schema schema, Func<Schema, T?> ask)
    {
        foreach (var each in InPlace(schema))
        {
            if (ask(each) is { } found && !EqualityComparer<T>.Default.Equals(found, default)) return found;
        }

        return default;
    }

    private static JsonTypes Declared(Schema schema)
    {
        if (schema.Types.HasFlag(JsonTypes.Array) || schema.Keywords.Any(k => k is ItemsWord) && schema.Types is JsonTypes.Any) return JsonTypes.Array;
        return schema.Types.HasFlag(JsonTypes.Object) || schema.Keywords.Any(k => k is PropertiesWord or RequiredWord) && schema.Types is JsonTypes.Any ? JsonTypes.Object : JsonTypes.Any;
    }
}
