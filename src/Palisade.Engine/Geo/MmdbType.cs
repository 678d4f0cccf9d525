namespace Palisade.Engine.Geo;

/// <summary>Types of values, as the format numbers them.</summary>
internal enum MmdbType
{
    /// <summary>The real type is in the next byte.</summary>
    Extended = 0,

    /// <summary>The value lies elsewhere in the section.</summary>
    Pointer = 1,

    /// <summary>UTF-8.</summary>
    Text = 2,

    /// <summary>8 bytes.</summary>
    Double = 3,

    /// <summary>Anything.</summary>
    Bytes = 4,

    /// <summary>Up to 2 bytes.</summary>
    UInt16 = 5,

    /// <summary>Up to 4 bytes.</summary>
    UInt32 = 6,

    /// <summary>Pairs of a text and a value.</summary>
    Map = 7,

    /// <summary>Up to 4 bytes.</summary>
    Int32 = 8,

    /// <summary>Up to 8 bytes.</summary>
    UInt64 = 9,

    /// <summary>Up to 16 bytes.</summary>
    UInt128 = 10,

    /// <summary>Values.</summary>
    Array = 11,

    /// <summary>Used by writers only.</summary>
    Container = 12,

    /// <summary>Used by writers only.</summary>
    End = 13,

    /// <summary>The size is the value; there are no bytes.</summary>
    Boolean = 14,

    /// <summary>4 bytes.</summary>
    Float = 15,
}
