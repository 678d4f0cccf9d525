namespace Palisade.Protection.Apis.Schemas;

/// <summary>The types of JSON Schema; none means any.</summary>
[Flags]
internal enum JsonTypes
{
    /// <summary>No type is asked for.</summary>
    Any = 0,

    /// <summary><c>object</c>.</summary>
    Object = 1,

    /// <summary><c>array</c>.</summary>
    Array = 2,

    /// <summary><c>string</c>.</summary>
    String = 4,

    /// <summary><c>number</c>.</summary>
    Number = 8,

    /// <summary><c>integer</c>: a number with nothing behind the point, however it is written.</summary>
    Integer = 16,

    /// <summary><c>boolean</c>.</summary>
    Boolean = 32,

    /// <summary><c>null</c>.</summary>
    Null = 64,
}

/// <summary>The words for types.</summary>
internal static class JsonTypeWords
{
    private static readonly (string Word, JsonTypes Type)[] All =
    [
        ("object", JsonTypes.Object), ("array", JsonTypes.Array), ("string", JsonTypes.String), ("number", JsonTypes.Number),
        ("integer", JsonTypes.Integer), ("boolean", JsonTypes.Boolean), ("null", JsonTypes.Null),
    ];

    /// <summary>The type of a word; <see cref="JsonTypes.Any"/> when it is none.</summary>
    public static JsonTypes Of(string word) => All.FirstOrDefault(t => t.Word == word).Type;

    /// <summary>As in <c>string or null</c>.</summary>
    public static string Text(JsonTypes types) => string.Join(" or ", All.Where(t => types.HasFlag(t.Type)).Select(t => t.Word));
}
