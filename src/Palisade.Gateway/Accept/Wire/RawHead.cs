using System.Buffers;
using Palisade.Engine.Http;

namespace Palisade.Gateway.Accept.Wire;

/// <summary>
/// A request head as it came over the wire, read leniently. Its parts point into pooled memory that it gives back. Once it is
/// disposed of, its connection may fill it with the next head.
/// </summary>
internal sealed class RawHead : IDisposable
{
    private byte[]? _pooled;
    private int _length;

    /// <summary>A head of these bytes, which are taken over.</summary>
    public RawHead(byte[] pooled, int length, DateTimeOffset started, long startedAt) => Fill(pooled, length, started, startedAt);

    /// <summary>When its first byte was read.</summary>
    public DateTimeOffset Started { get; private set; }

    /// <summary>The same as <see cref="TimeProvider.GetTimestamp"/> counts.</summary>
    public long StartedAt { get; private set; }

    /// <summary>Whether it was disposed of, so that nobody looks at it any more.</summary>
    public bool IsFree => Volatile.Read(ref _pooled) is null;

    /// <summary>All of it, empty lines around it included.</summary>
    public ReadOnlyMemory<byte> Bytes => _pooled.AsMemory(0, _length);

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

    /// <summary>Begins anew with other bytes. Only while <see cref="IsFree"/>.</summary>
    public void Fill(byte[] pooled, int length, DateTimeOffset started, long startedAt)
    {
        (_length, Started, StartedAt) = (length, started, startedAt);
        (RequestLine, Method, Target, Protocol) = (default, default, default, default);
        Headers.Clear();
        (Oddities, Violations, Framing) = (HeadOddities.None, [], default);
        Volatile.Write(ref _pooled, pooled);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pooled, null) is { } bytes) ArrayPool<byte>.Shared.Return(bytes);
    }
}
