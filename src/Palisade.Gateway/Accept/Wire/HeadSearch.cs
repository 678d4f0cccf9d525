using System.Buffers;

namespace Palisade.Gateway.Accept.Wire;

/// <summary>Finds the empty line that ends a head, in bytes that come bit by bit: what was looked at is not looked at again.</summary>
internal struct HeadSearch
{
    private long _at;
    private long _lineLength;
    private byte _lineStart;

    /// <summary>Bytes up to and with the line feed of the request line; 0 while that has not ended.</summary>
    public long FirstLine { get; private set; }

    /// <summary>Header lines that ended so far, folded ones counted by line.</summary>
    public int Lines { get; private set; }

    /// <summary>True once a byte of the request line itself has come.</summary>
    public readonly bool Begun => FirstLine > 0 || !OnEmptyLine;

    // A line feed alone ends a line too; so does one behind a carriage return, which is then no part of the line.
    private readonly bool OnEmptyLine => _lineLength == 0 || (_lineLength == 1 && _lineStart == '\r');

    /// <summary>Looks at what is new.</summary>
    /// <param name="bytes">All bytes since the head began.</param>
    /// <returns>The length of the head with its empty line; 0 while that has not come.</returns>
    public long Find(in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes.Slice(_at))
        {
            var rest = segment.Span;
            while (!rest.IsEmpty)
            {
                if (EndsAt(ref rest)) return _at;
            }
        }

        return 0;
    }

    /// <summary>Takes bytes up to the next line feed; true when it ended the head.</summary>
    private bool EndsAt(ref ReadOnlySpan<byte> rest)
    {
        var feed = rest.IndexOf((byte)'\n');
        var line = feed < 0 ? rest : rest[..feed];
        if (_lineLength == 0 && !line.IsEmpty) _lineStart = line[0];
        _lineLength += line.Length;
        _at += line.Length;
        rest = rest[line.Length..];
        if (feed < 0) return false;

        _at++;
        rest = rest[1..];
        var empty = OnEmptyLine;
        _lineLength = 0;
        if (empty) return FirstLine > 0;

        if (FirstLine == 0) FirstLine = _at;
        else Lines++;
        return false;
    }
}
