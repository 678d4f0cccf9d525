using System.Buffers;

namespace Palisade.Gateway.Accept.Wire;

/// <summary>
/// Follows what the server has consumed of a connection, to know where the next head begins. The server decides where a
/// request ends; this counts along with the framing that the head was judged to have.
/// </summary>
internal sealed class RequestProgress
{
    private enum In
    {
        /// <summary>The next byte belongs to a head that has not been judged.</summary>
        Head,

        /// <summary>A head that passed, not all of it consumed.</summary>
        PassedHead,

        /// <summary>The body behind it.</summary>
        Body,

        /// <summary>Something that is no HTTP/1.1, to the end of the connection.</summary>
        Stream,
    }

    private In _in;
    private long _left;
    private BodyFraming _framing;
    private ChunkTracker _chunks;

    /// <summary>Whether the next byte belongs to a head that has not been judged.</summary>
    public bool AtHead => _in is In.Head;

    /// <summary>Whether a body has begun, or could, and is not at its end.</summary>
    public bool InBody => _in is In.Body || (_in is In.PassedHead && (_framing.Chunked || _framing.Length > 0));

    /// <summary>Says that a head passes.</summary>
    /// <param name="length">Its bytes, empty lines before and behind it included.</param>
    public void Pass(long length, BodyFraming framing) => (_in, _left, _framing) = (In.PassedHead, length, framing);

    /// <summary>Says that no head will follow.</summary>
    public void BecomeStream() => _in = In.Stream;

    /// <summary>Takes what the server consumed.</summary>
    public void Consume(ReadOnlySequence<byte> bytes)
    {
        if (_in is In.PassedHead) bytes = bytes.Slice(TakeHead(bytes.Length));
        while (_in is In.Body && !bytes.IsEmpty) bytes = bytes.Slice(TakeBody(bytes));
    }

    private long TakeHead(long available)
    {
        var taken = Math.Min(_left, available);
        _left -= taken;
        if (_left > 0) return taken;

        (_chunks, _left) = (default, _framing.Length);
        _in = _framing.Chunked || _left > 0 ? In.Body : In.Head;
        return taken;
    }

    private long TakeBody(ReadOnlySequence<byte> bytes)
    {
        if (_framing.Chunked)
        {
            if (_chunks.Take(bytes.FirstSpan, out var length)) _in = In.Head;
            return length;
        }

        var taken = Math.Min(_left, bytes.Length);
        _left -= taken;
        if (_left == 0) _in = In.Head;
        return taken;
    }
}
