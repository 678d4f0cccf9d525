namespace Palisade.Engine.Transformations;

/// <summary>One run of <see cref="NormalisePath"/> over a path, in place.</summary>
/// <remarks>
/// Byte for byte ModSecurity's outcome, oddities included: a segment that only ends in two dots (<c>a..</c>) counts as a back-reference, and of three or more
/// backslashes in a row the last one stays.
/// </remarks>
internal ref struct PathRewriter
{
    private readonly Span<byte> _path;
    private readonly bool _windows;
    private readonly bool _relative;
    private readonly bool _endsInSlash;
    private int _read;
    private int _written;
    private bool _aboveRoot;

    /// <param name="path">The path, at least one byte; holds the result afterwards.</param>
    /// <param name="windows">Whether a backslash is a slash.</param>
    public PathRewriter(Span<byte> path, bool windows)
    {
        _path = path;
        _windows = windows;
        _relative = !IsSlash(path[0]);
        _endsInSlash = IsSlash(path[^1]);
    }

    private readonly int Last => _path.Length - 1;

    /// <summary>Rewrites the path and answers its new length.</summary>
    public int Run()
    {
        while (_read <= Last)
        {
            CopyWithinSegment();
            if (_windows) TurnBackslashes();
            var atEnd = _read == Last;
            var copy = true;
            if (atEnd || _path[_read + 1] == '/') copy = EndSegment(atEnd);
            if (copy) Copy();
            if (atEnd) break;
        }

        // A trailing slash only where there was one.
        if (!_endsInSlash && _written > 0 && _path[_written - 1] == '/') _written--;
        return _written;
    }

    private readonly bool IsSlash(byte b) => b == '/' || (_windows && b == '\\');

    // All at once what is neither a slash nor the last byte of a segment or of the path: no rule looks at it.
    private void CopyWithinSegment()
    {
        var length = SlashFrom(_read) - 1 - _read;
        if (length <= 0) return;
        if (_written < _read) _path.Slice(_read, length).CopyTo(_path[_written..]);
        _read += length;
        _written += length;
    }

    private readonly int SlashFrom(int at)
    {
        var rest = _path[at..];
        var next = _windows ? rest.IndexOfAny((byte)'/', (byte)'\\') : rest.IndexOf((byte)'/');
        return next < 0 ? _path.Length : at + next;
    }

    private readonly void TurnBackslashes()
    {
        if (_path[_read] == '\\') _path[_read] = (byte)'/';
        if (_read < Last && _path[_read + 1] == '\\') _path[_read + 1] = (byte)'/';
    }

    /// <summary>Acts on the last byte of a segment; false when nothing of it is to be copied.</summary>
    private bool EndSegment(bool atEnd)
    {
        var last = _path[_read];
        if (last == '/' && !atEnd) return true;
        if (last != '.')
        {
            if (_written > 0) _aboveRoot = false;
            return true;
        }

        if (_written > 0 && _path[_written - 1] == '.') return EndBackReference(atEnd);
        var self = _written == 0 || _path[_written - 1] == '/';
        if (!self) return true;
        if (atEnd) return false;
        if (_written > 0) _written--;
        _read++;
        return true;
    }

    private bool EndBackReference(bool atEnd)
    {
        // Nothing to go back to in a relative path: the dots stay, and so do those that follow.
        if (_relative && (_aboveRoot || _written <= 2))
        {
            _aboveRoot = true;
            return true;
        }

        _written -= 3;
        while (_written > 0 && _path[_written] != '/') _written--;
        if (_written <= 0)
        {
            _aboveRoot = true;
            _written = !_relative && atEnd ? 1 : 0;
        }

        if (atEnd) return false;
        _read++;
        return true;
    }

    private void Copy()
    {
        if (_path[_read] == '/')
        {
            while (_read < Last && IsSlash(_path[_read + 1])) _read++;

            // A relative path that lost its first segment stays relative.
            if (_relative && _written == 0)
            {
                _read++;
                return;
            }
        }

        _path[_written++] = _path[_read++];
    }
}
