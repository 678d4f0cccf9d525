using System.Buffers;
using System.Text;

namespace Palisade.Ftw.Transport;

/// <summary>Keeps the beginning of a body and lets the rest go.</summary>
internal sealed class BodySink(int most)
{
    private readonly ArrayBufferWriter<byte> _kept = new();

    /// <summary>What was kept, bytes widened.</summary>
    public string Text => Encoding.Latin1.GetString(_kept.WrittenSpan);

    /// <summary>Adds bytes; what goes beyond the most is dropped.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => _kept.Write(bytes[..Math.Min(bytes.Length, most - _kept.WrittenCount)]);
}
