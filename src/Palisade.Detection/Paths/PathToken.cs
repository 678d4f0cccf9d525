using Palisade.Detection.Text;

namespace Palisade.Detection.Paths;

/// <summary>A path in a value, walked from its start to its end as a file system would.</summary>
internal ref struct PathToken
{
    /// <summary>The part of a path behind its climbing that is kept to be looked up, in bytes.</summary>
    public const int MaxTarget = 160;

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<byte> _target;
    private int _used;
    private int _segment;
    private int _depth;
    private int _dots;
    private bool _onlyDots;
    private bool _parameter;

    private PathToken(ReadOnlySpan<byte> text, int start, Span<byte> target)
    {
        _text = text;
        _target = target;
        Start = start;
        End = start;
        _onlyDots = true;
    }

    public int Start { get; }

    public int End { get; private set; }

    /// <summary>How many folders above its start the path comes, at its highest.</summary>
    public int Climb { get; private set; }

    /// <summary>How many segments climb.</summary>
    public int Climbs { get; private set; }

    /// <summary>Climbing written in a way that a filter may not see: codes, <c>....//</c>, <c>..;/</c>, mixed slashes.</summary>
    public bool IsDisguised { get; private set; }

    /// <summary>A climbing segment with a parameter, <c>..;</c>: a proxy sees a name where a servlet container sees the folder above.</summary>
    public bool HasParameter { get; private set; }

    public bool IsAbsolute { get; private set; }

    public bool HasDrive { get; private set; }

    public bool HasBackslash { get; private set; }

    /// <summary>A zero byte ends the path for the operating system, not for the application.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>What is left of the path, in small letters, separated by slashes.</summary>
    public readonly ReadOnlySpan<byte> Target => _target[.._used].Trim((byte)'/');

    /// <summary>Reads the path that starts at <paramref name="start"/>.</summary>
    public static PathToken Read(ReadOnlySpan<byte> text, int start, Span<byte> target)
    {
        var token = new PathToken(text, start, target);
        token.Run();
        return token;
    }

    private void Run()
    {
        if (Start + 2 < _text.Length && ByteClass.IsLetter(_text[Start]) && _text[Start + 1] == ':' && _text[Start + 2] is (byte)'\\' or (byte)'/') (HasDrive, End) = (true, Start + 2);
        while (End < _text.Length)
        {
            var raw = _text[End];
            if (PathBytes.EndsToken(raw)) break;
            var symbol = PathSymbol.Read(_text, End);
            if (symbol.Value == 0)
            {
                IsTruncated = true;
                End += symbol.Length;
                break;
            }

            End += symbol.Length;
            Take(symbol, raw);
        }

        // Three dots at the end of a word are no folder.
        if (!(_onlyDots && _dots > 2 && Climbs == 0)) EndSegment(false);
    }

    private void Take(PathSymbol symbol, byte raw)
    {
        if (symbol.Value == PathSymbol.Slash)
        {
            if (raw == '\\') HasBackslash = true;
            if (_used == 0 && _dots == 0 && _segment == 0 && Climbs == 0) IsAbsolute = true;
            EndSegment(symbol.IsDisguised);
            return;
        }

        if (_parameter) return;
        if (symbol.Value == '.')
        {
            _dots++;
            _segment++;
            if (symbol.IsDisguised && _onlyDots) _disguisedDots = true;
            Append((byte)'.');
            return;
        }

        // Tomcat and others drop what follows a semicolon in a segment.
        if (symbol.Value == ';' && (_onlyDots ? _dots == 2 : Climbs > 0))
        {
            _parameter = true;
            return;
        }

        _onlyDots = false;
        _segment++;
        Append((byte)(ByteClass.IsLetter(symbol.Value) ? symbol.Value | 0x20 : symbol.Value));
    }

    private bool _disguisedDots;

    private void EndSegment(bool disguisedSlash)
    {
        if (_segment == 0) return;
        if (_onlyDots && _dots >= 2)
        {
            Climbs++;
            _depth--;
            Climb = Math.Max(Climb, -_depth);
            HasParameter |= _parameter;
            if (_dots > 2 || _parameter || _disguisedDots || disguisedSlash) IsDisguised = true;
            _used = 0;
        }
        else if (!_onlyDots)
        {
            _depth++;
            if (disguisedSlash && Climbs > 0) IsDisguised = true;
            Append((byte)'/');
        }
        else
        {
            _used = Math.Max(0, _used - 1);
        }

        (_segment, _dots, _onlyDots, _parameter, _disguisedDots) = (0, 0, true, false, false);
    }

    private void Append(byte b)
    {
        if (_used < _target.Length) _target[_used++] = b;
    }
}
