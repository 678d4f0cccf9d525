namespace Palisade.Events.Format;

/// <summary>How much of each text an event holds, in bytes, so that no request can make a line of any length it likes.</summary>
public static class EventLimits
{
    /// <summary>The path, and the query.</summary>
    public const int Target = 2048;

    /// <summary>Method, host, protocol, site: 256.</summary>
    public const int Word = 256;

    /// <summary>User-Agent.</summary>
    public const int UserAgent = 512;

    /// <summary>A rule's message.</summary>
    public const int Message = 512;

    /// <summary>A rule's <c>logdata</c>.</summary>
    public const int Data = 1024;

    /// <summary>What matched.</summary>
    public const int Match = 512;

    /// <summary>The name of a place.</summary>
    public const int Name = 256;

    /// <summary>A tag.</summary>
    public const int Tag = 128;

    /// <summary>An error's text.</summary>
    public const int Error = 512;

    /// <summary>The most tags of one finding; a number, not bytes.</summary>
    public const int Tags = 32;

    /// <summary>The most further places of one finding; a number, not bytes.</summary>
    public const int Locations = 20;

    /// <summary>The most findings of one event; a number, not bytes.</summary>
    public const int Findings = 100;
}
