namespace Palisade.Gateway.Accept.Wire;

/// <summary>What a lenient reading of a request head had to forgive.</summary>
[Flags]
internal enum HeadOddities
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>More than one empty line before the request line. One is to be ignored (RFC 9112, section 2.2).</summary>
    LeadingLines = 1,

    /// <summary>Blanks before the method.</summary>
    LeadingBlanks = 1 << 1,

    /// <summary>Tabs, or more than one space, between the parts of the request line.</summary>
    WideBlanks = 1 << 2,

    /// <summary>No target.</summary>
    NoTarget = 1 << 3,

    /// <summary>No version, as in HTTP/0.9.</summary>
    NoVersion = 1 << 4,

    /// <summary>A header that goes on in the next line (obs-fold).</summary>
    Folded = 1 << 5,

    /// <summary>A header line without a colon.</summary>
    NoColon = 1 << 6,

    /// <summary>The head ends before its empty line.</summary>
    Cut = 1 << 7,

    /// <summary>The request line is longer than allowed.</summary>
    LongLine = 1 << 8,

    /// <summary>The header lines are more, or longer, than allowed.</summary>
    LargeHeaders = 1 << 9,

    /// <summary>It did not come in time.</summary>
    Slow = 1 << 10,
}
