using System.Runtime.CompilerServices;

namespace Palisade.Engine.FuzzyHashing;

/// <summary>A sum over the last seven bytes: it decides where pieces end, wherever those bytes stand.</summary>
internal struct RollingSum
{
    /// <summary>Bytes that the sum covers.</summary>
    public const int Window = 7;

    private Bytes _window;
    private int _next;
    private uint _plain;
    private uint _weighted;
    private uint _shifted;

    /// <summary>The sum.</summary>
    public readonly uint Sum => _plain + _weighted + _shifted;

    /// <summary>Adds a byte, forgets the one seven before it, and gives the sum.</summary>
    public uint Add(byte b)
    {
        _weighted = _weighted - _plain + (Window * (uint)b);
        _plain = _plain + b - _window[_next];
        _window[_next] = b;
        _next = _next == Window - 1 ? 0 : _next + 1;
        _shifted = (_shifted << 5) ^ b;
        return Sum;
    }

    [InlineArray(Window)]
    private struct Bytes
    {
        private byte _first;
    }
}
