namespace Palisade.Protection.Apis.Json;

/// <summary>What an entry of a tape is.</summary>
internal enum JsonKind : byte
{
    /// <summary>Names and values follow, in turn.</summary>
    Object,

    /// <summary>Items follow.</summary>
    Array,

    /// <summary>A string, or the name of a member.</summary>
    String,

    /// <summary>A number as it was written.</summary>
    Number,

    /// <summary><c>true</c>.</summary>
    True,

    /// <summary><c>false</c>.</summary>
    False,

    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary>A text without a type, as a parameter or a form field has: whatever the schema takes it for.</summary>
    Lexical,

    /// <summary>Something that is there and is not looked at: an uploaded file.</summary>
    Opaque,
}

/// <summary>One entry of a tape.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where its bytes start: of strings without quotes and escapes.</param>
/// <param name="Length">How many they are; of containers 0.</param>
/// <param name="End">The entry behind it and all within it.</param>
/// <param name="Count">Members or items; 0 for scalars.</param>
/// <param name="Aside">Whether the bytes are not in the source but were made of it.</param>
internal record struct JsonEntry(JsonKind Kind, int Start, int Length, int End, int Count, bool Aside);
