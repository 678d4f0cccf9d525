namespace Palisade.Gateway.Record.Administration;

/// <summary>A text built on the stack, cut where the room ends: labels are short, and a cut one is better than an allocation for each count.</summary>
internal ref struct ValueText(Span<char> room)
{
    private readonly Span<char> _room = room;
    private int _length;

    /// <summary>What was built.</summary>
    public readonly ReadOnlySpan<char> Text => _room[.._length];

    /// <summary>Adds a character, if there is room.</summary>
    public void Append(char c)
    {
        if (_length < _room.Length) _room[_length++] = c;
    }

    /// <summary>Adds characters, as far as there is room.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        var taken = Math.Min(text.Length, _room.Length - _length);
        text[..taken].CopyTo(_room[_length..]);
        _length += taken;
    }
}
