using System.Buffers;

namespace Palisade.Engine.Bodies;

/// <summary>How the removal of one layer of coding ended.</summary>
internal enum CodingEnd
{
    /// <summary>At the end of the coded data, and nothing followed it.</summary>
    Complete,

    /// <summary>The coded bytes ended first.</summary>
    TooEarly,

    /// <summary>Enough was decoded.</summary>
    Full,

    /// <summary>More came out than is allowed for what went in.</summary>
    Bomb,

    /// <summary>At bytes that are not of the coding, or after the coded data, where nothing should be.</summary>
    Corrupt,
}

/// <summary>Where one layer of coding is decoded to.</summary>
/// <param name="wanted">Bytes after which there is enough.</param>
/// <param name="allowed">Bytes after which it is a bomb.</param>
internal sealed class CodingOutput(long wanted, long allowed)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was decoded.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>How many bytes were decoded.</summary>
    public long Length => _bytes.WrittenCount;

    /// <summary>Takes decoded bytes.</summary>
    /// <returns>Null to go on; otherwise why not.</returns>
    public CodingEnd? Add(ReadOnlySpan<byte> bytes)
    {
        var room = Math.Min(wanted, allowed) - _bytes.WrittenCount;
        _bytes.Write(bytes[..(int)Math.Min(room, bytes.Length)]);
        if (bytes.Length <= room) return null;
        return wanted <= allowed ? CodingEnd.Full : CodingEnd.Bomb;
    }
}
