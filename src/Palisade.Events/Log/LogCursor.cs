namespace Palisade.Events.Log;

/// <summary>
/// Reads the lines of a log that somebody else writes, puts aside and deletes, each line once and in order. Knows a file
/// by its first bytes, since its name changes: the first line of every file is different.
/// </summary>
internal sealed class LogCursor(string path) : IDisposable
{
    private const int HeadLength = 512;

    // Far above what an event can take; what is longer is no event.
    private const int LongestLine = 8 * 1024 * 1024;

    private readonly byte[] _chunk = new byte[64 * 1024];
    private readonly MemoryStream _line = new();
    private FileStream? _file;
    private int _at;
    private int _filled;
    private bool _lineTaken;

    /// <summary>What stands behind the last line feed; empty when nothing does.</summary>
    public ReadOnlyMemory<byte> Partial => _lineTaken ? default : _line.GetBuffer().AsMemory(0, (int)_line.Length);

    /// <summary>Reads the next whole line.</summary>
    /// <param name="line">Without its line feed; valid until the next call.</param>
    /// <returns>False when there is none yet.</returns>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        _line.SetLength(_lineTaken ? 0 : _line.Length);
        _lineTaken = false;
        while (true)
        {
            var feed = _chunk.AsSpan(_at, _filled - _at).IndexOf((byte)'\n');
            Keep(feed < 0 ? _filled - _at : feed);
            if (feed >= 0)
            {
                _at++;
                return Take(out line);
            }

            if (Fill()) continue;
            line = default;
            if (Successor() is not { } next) return false;
            // What was written between our last look at this file and the moment it was put aside.
            if (Fill())
            {
                next.Dispose();
                continue;
            }

            _file?.Dispose();
            (_file, _at, _filled) = (next, 0, 0);
            // Half a line at the end of a file that was put aside will never be completed.
            if (_line.Length > 0) return Take(out line);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _line.Dispose();
    }

    private bool Take(out ReadOnlyMemory<byte> line)
    {
        line = _line.GetBuffer().AsMemory(0, (int)_line.Length);
        _lineTaken = true;
        return true;
    }

    private void Keep(int count)
    {
        if (_line.Length + count <= LongestLine) _line.Write(_chunk, _at, count);
        _at += count;
    }

    private bool Fill()
    {
        if (_file is null) return false;
        if (_file.Length < _file.Position)
        {
            // Emptied by another program: what comes now is new.
            _file.Position = 0;
            _line.SetLength(0);
        }

        (_at, _filled) = (0, _file.Read(_chunk));
        return _filled > 0;
    }

    /// <summary>The file that was started after the one being read; null while there is none.</summary>
    private FileStream? Successor()
    {
        if (_file is null) return Open(Oldest());
        var head = Head(_file);
        if (head.Length == 0) return Replacement();

        var ours = Find(head);
        if (ours == 0) return null;
        // Not there any more: it was deleted, and with it everything older than what is left.
        var next = Open(ours < 0 ? Oldest() : ours - 1);
        if (next is not null && Find(head) != ours)
        {
            // Files are being renamed while we look: the next look will see them in their places.
            next.Dispose();
            return null;
        }

        return next;
    }

    /// <summary>For an empty file, which is never put aside: the one that took its name after it was deleted.</summary>
    private FileStream? Replacement()
    {
        var current = Open(0);
        if (current is { Length: > 0 }) return current;
        current?.Dispose();
        return null;
    }

    /// <summary>The number of the file being read: 0 for the current one, -1 when it is gone.</summary>
    private int Find(byte[] head)
    {
        for (var number = 0; number == 0 || File.Exists(Name(number)); number++)
        {
            using var file = Open(number);
            if (file is not null && Head(file).AsSpan().StartsWith(head)) return number;
        }

        return -1;
    }

    private int Oldest()
    {
        var number = 0;
        while (File.Exists(Name(number + 1))) number++;
        return number;
    }

    private static byte[] Head(FileStream file)
    {
        var position = file.Position;
        var head = new byte[HeadLength];
        file.Position = 0;
        var length = file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        file.Position = position;
        return head[..length];
    }

    private FileStream? Open(int number)
    {
        try
        {
            return new FileStream(Name(number), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string Name(int number) => number == 0 ? path : RotatingFile.Older(path, number);
}
