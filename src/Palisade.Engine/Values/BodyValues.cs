using System.Text;
using Palisade.Engine.Bodies;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>What a body gave, of a request or of a response.</summary>
internal sealed class BodyValues
{
    private static readonly byte[] Nothing = [];

    /// <summary>The bytes inspected.</summary>
    public ReadOnlyMemory<byte> Bytes { get; set; } = Nothing;

    /// <summary>
    /// Whether REQUEST_BODY shows it. JSON, XML and multipart bodies are read through their parts: the CRS counts on not seeing
    /// markup as text (944100).
    /// </summary>
    public bool Shown { get; set; }

    /// <summary>How it was taken apart.</summary>
    public BodyProcessor Processor { get; set; }

    /// <summary>What the processor found.</summary>
    public ParsedBody Parsed { get; set; } = new();

    /// <summary>Paths of uploads written to disk, by field.</summary>
    public List<NamedValue> TemporaryFiles { get; } = [];

    /// <summary>What could not be parsed, or null.</summary>
    public string? Error { get; set; }

    /// <summary>INBOUND_DATA_ERROR or OUTBOUND_DATA_ERROR: it was longer than its limit.</summary>
    public bool OverLimit { get; set; }

    /// <summary>Whether a percent sign stood without two hexadecimal digits.</summary>
    public bool InvalidPercent { get; set; }

    /// <summary>REQBODY_PROCESSOR; empty for none.</summary>
    public ReadOnlyMemory<byte> ProcessorName => Processor switch
    {
        BodyProcessor.UrlEncoded => "URLENCODED"u8.ToArray(),
        BodyProcessor.Multipart => "MULTIPART"u8.ToArray(),
        BodyProcessor.Json => "JSON"u8.ToArray(),
        BodyProcessor.Xml => "XML"u8.ToArray(),
        BodyProcessor.Raw => "RAW"u8.ToArray(),
        _ => Nothing,
    };

    /// <summary>The error's text, empty for none.</summary>
    public ReadOnlyMemory<byte> ErrorText => Error is null ? Nothing : Encoding.Latin1.GetBytes(Error);

    /// <summary>The arguments as members of a collection.</summary>
    public IEnumerable<NamedValue> Arguments => Parsed.Arguments.Select(a => new NamedValue(a.Name, a.Value));
}
