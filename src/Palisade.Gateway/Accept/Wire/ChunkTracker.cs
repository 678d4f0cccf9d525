namespace Palisade.Gateway.Accept.Wire;

/// <summary>Follows a chunked body (RFC 9112, section 7.1) to its end, so that the head behind it is found. The server checks the chunks; this only counts along.</summary>
internal struct ChunkTracker
{
    private enum Part
    {
        Size,
        Extension,
        Data,
        DataEnd,
        Trailer,
    }

    private Part _part;
    private long _size;
    private long _lineLength;

    /// <summary>Takes bytes of the body.</summary>
    /// <param name="bytes">What comes next.</param>
    /// <param name="taken">How many of them belong to the body.</param>
    /// <returns>True at its end.</returns>
    public bool Take(ReadOnlySpan<byte> bytes, out int taken)
    {
        taken = 0;
        while (taken < bytes.Length)
        {
            if (_part is Part.Data)
            {
                var data = (int)Math.Min(_size, bytes.Length - taken);
                taken += data;
                _size -= data;
                if (_size == 0) _part = Part.DataEnd;
                continue;
            }

            if (Step(bytes[taken++])) return true;
        }

        return false;
    }

    private bool Step(byte b)
    {
        switch (_part)
        {
            case Part.Size when HexValue(b) is { } digit && _size < long.MaxValue >> 8:
                _size = (_size * 16) + digit;
                break;
            case Part.Size or Part.Extension:
                _part = b == '\n' ? AfterSize() : Part.Extension;
                break;
            case Part.DataEnd:
                if (b == '\n') _part = Part.Size;
                break;
            default:
                return TrailerByte(b);
        }

        return false;
    }

    private Part AfterSize()
    {
        _lineLength = 0;
        return _size == 0 ? Part.Trailer : Part.Data;
    }

    private bool TrailerByte(byte b)
    {
        if (b == '\n')
        {
            var last = _lineLength == 0;
            _lineLength = 0;
            return last;
        }

        if (b != '\r') _lineLength++;
        return false;
    }

    private static int? HexValue(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => null,
    };
}
