using System.Buffers.Text;

namespace Palisade.Engine.Bodies;

/// <summary>The name of the value being read, kept as one growing buffer with a mark for each open container.</summary>
internal sealed class JsonPath(JsonNaming naming, int depthLimit)
{
    private const int LongestNumber = 10;
    private const int UsualName = 64;

    private readonly List<Level> _levels = [];
    private byte[] _text = First();
    private int _length = 4;
    private int _tooDeep;

    /// <summary>Bytes of all names handed out.</summary>
    public long Spent { get; private set; }

    /// <summary>Whether the innermost open container is an array.</summary>
    public bool InArray => _tooDeep == 0 && _levels.Count > 0 && _levels[^1].IsArray;

    /// <summary>Whether containers are open that are deeper than the limit; they all share the name of the last one that is not.</summary>
    public bool TooDeep => _tooDeep > 0;

    /// <summary>Opens an object or array under the current name.</summary>
    public void Open(bool isArray)
    {
        if (_tooDeep > 0 || _levels.Count >= depthLimit) _tooDeep++;
        else _levels.Add(new Level(isArray, _length));
    }

    /// <summary>Closes the innermost container; its name is current again.</summary>
    /// <returns>How many elements it had, when it was an array within the depth limit; otherwise null.</returns>
    public int? Close()
    {
        if (_tooDeep > 0)
        {
            _tooDeep--;
            return null;
        }

        var level = _levels[^1];
        _levels.RemoveAt(_levels.Count - 1);
        _length = level.NameLength;
        return level.IsArray ? level.Elements : null;
    }

    /// <summary>The next value belongs to this key.</summary>
    /// <param name="raw">The key between its quotes.</param>
    public void Key(ReadOnlySpan<byte> raw)
    {
        if (_tooDeep > 0) return;
        _length = _levels[^1].NameLength;
        Append("."u8);
        _length += JsonText.Unescape(raw, Room(raw.Length));
    }

    /// <summary>The next value is an array's next element; does nothing in an object.</summary>
    public void Element()
    {
        if (!InArray) return;
        var level = _levels[^1];
        _length = level.NameLength;
        Append(naming == JsonNaming.ModSecurity ? ".array_"u8 : "."u8);
        _ = Utf8Formatter.TryFormat(level.Elements, Room(LongestNumber), out var digits);
        _length += digits;
        _levels[^1] = level with { Elements = level.Elements + 1 };
    }

    /// <summary>A copy of the current name.</summary>
    public ReadOnlyMemory<byte> Name(ParsedBody into)
    {
        Spent += _length;
        var name = into.Room(_length);
        _text.AsSpan(0, _length).CopyTo(name.Span);
        return name;
    }

    private static byte[] First()
    {
        var text = new byte[UsualName];
        "json"u8.CopyTo(text);
        return text;
    }

    private void Append(ReadOnlySpan<byte> more)
    {
        more.CopyTo(Room(more.Length));
        _length += more.Length;
    }

    // Behind what is there.
    private Span<byte> Room(int length)
    {
        if (_text.Length - _length < length) Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + length));
        return _text.AsSpan(_length);
    }

    private readonly record struct Level(bool IsArray, int NameLength, int Elements = 0);
}
