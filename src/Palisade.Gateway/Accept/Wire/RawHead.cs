using System.Buffers;
using Palisade.Engine.Http;

namespace Palisade.Gateway.Accept.Wire;

/// <summary>A request head as it came over the wire, read leniently. Its parts point into pooled memory that it gives back.</summary>
internal sealed class RawHead(byte[] pooled, int length, DateTimeOffset started, long startedAt) : IDisposable
{
    private byte[]? _pooled = pooled;

    /// <summary>When its first byte was read.</summary>
    public DateTimeOffset Started { get; } = started;

    /// <summary>The same as <see cref="TimeProvider.GetTimestamp"/> counts.</summary>
    public long StartedAt { get; } = startedAt;

    /// <summary>All of it, empty lines around it included.</summary>
    public ReadOnlyMemory<byte> Bytes => _pooled.AsMemory(0, length);

    /// <summary>The first line without its end.</summary>
    public ReadOnlyMemory<byte> RequestLine { get; set; }

    /// <summary>The first word.</summary>
    public ReadOnlyMemory<byte> Method { get; set; }

    /// <summary>What is between the first and the last word, blanks inside included.</summary>
    public ReadOnlyMemory<byte> Target { get; set; }

    /// <summary>The last word of three or more; <c>HTTP/0.9</c> where there is none.</summary>
    public ReadOnlyMemory<byte> Protocol { get; set; }

    /// <summary>Header lines in order; of a folded one, its lines joined by a blank.</summary>
    public List<HeaderLine> Headers { get; } = new(16);

    /// <summary>What the reading had to forgive.</summary>
    public HeadOddities Oddities { get; set; }

    /// <summary>The rules of HTTP it breaks; set when the head is judged.</summary>
    public IReadOnlyList<Violation> Violations { get; set; } = [];

    /// <summary>Whether the server may see it.</summary>
    public bool IsPassable
    {
        get
        {
            for (var i = 0; i < Violations.Count; i++)
            {
                if (!Violations[i].Passable) return false;
            }

            return true;
        }
    }

    /// <summary>How the body behind it ends; set when the head is judged.</summary>
    public BodyFraming Framing { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pooled, null) is { } bytes) ArrayPool<byte>.Shared.Return(bytes);
    }
}
