namespace Palisade.Protection.Apis.Json;

/// <summary>Why bytes are no JSON that is read here.</summary>
internal enum JsonFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>No JSON (RFC 8259).</summary>
    Malformed,

    /// <summary>Bytes that are not UTF-8, or half a surrogate pair in an escape.</summary>
    NotUtf8,

    /// <summary>Nested deeper than allowed.</summary>
    TooDeep,

    /// <summary>More values than allowed.</summary>
    TooMany,

    /// <summary>A name that stands twice in one object: readers disagree on which one counts.</summary>
    DuplicateName,
}
