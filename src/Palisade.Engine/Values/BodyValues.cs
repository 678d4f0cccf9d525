using System.Text;
using Palisade.Engine.Bodies;
using Palisade.Engine.Buffers;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>What a body gave, of a request or of a response.</summary>
/// <param name="memory">That of the transaction.</param>
internal sealed class BodyValues(Arena memory)
{
    private static readonly byte[] Nothing = [];

    private static readonly byte[][] Names =
        [.. Enum.GetValues<BodyProcessor>().Select(p => p is BodyProcessor.None ? Nothing : Encoding.ASCII.GetBytes(p.ToString().ToUpperInvariant()))];

    private bool _parsed;

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
    public ParsedBody Parsed { get; } = new(memory);

    /// <summary>For what may turn out not to be what it looks like; empty between uses.</summary>
    public ParsedBody Scratch { get; } = new(memory);

    /// <summary>Paths of uploads written to disk, by field.</summary>
    public List<NamedValue> TemporaryFiles { get; } = [];

    /// <summary>What could not be parsed, or null.</summary>
    public string? Error { get; set; }

    /// <summary>INBOUND_DATA_ERROR or OUTBOUND_DATA_ERROR: it was longer than its limit.</summary>
    public bool OverLimit { get; set; }

    /// <summary>Whether a percent sign stood without two hexadecimal digits.</summary>
    public bool InvalidPercent { get; set; }

    /// <summary>REQBODY_PROCESSOR; empty for none.</summary>
    public ReadOnlyMemory<byte> ProcessorName => Names[(int)Processor];

    /// <summary>The error's text, empty for none.</summary>
    public ReadOnlyMemory<byte> ErrorText => Error is null ? Nothing : Encoding.Latin1.GetBytes(Error);

    /// <summary>What a processor is to fill.</summary>
    public ParsedBody Parse()
    {
        _parsed = true;
        return Parsed;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Bytes = Nothing;
        Shown = OverLimit = InvalidPercent = false;
        Processor = BodyProcessor.None;
        if (_parsed) Parsed.Clear();
        _parsed = false;
        TemporaryFiles.Clear();
        Error = null;
    }
}
