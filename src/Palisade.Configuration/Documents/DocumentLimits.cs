namespace Palisade.Configuration.Documents;

/// <summary>How much of a document is taken. What is over a limit is refused as a whole, with its place.</summary>
public sealed record DocumentLimits
{
    /// <summary>What holds where nothing else is said.</summary>
    public static DocumentLimits Usual { get; } = new();

    /// <summary>Longest text, in bytes of UTF-8. Default 64 MiB, as policy files.</summary>
    public int Bytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most containers inside each other. Default 64, as policy files: no object has more than a dozen.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Most nodes of one document, those behind an alias counted each time. Default 500,000.</summary>
    public int Nodes { get; init; } = 500_000;

    /// <summary>Most documents of one file. Default 20,000.</summary>
    public int Documents { get; init; } = 20_000;
}

/// <summary>Why a text is no document.</summary>
/// <param name="Message">One sentence.</param>
public readonly record struct TextFault(Spot At, string Message)
{
    /// <summary><c>line:column: message</c>.</summary>
    public override string ToString() => $"{At.Line}:{At.Column}: {Message}";
}
