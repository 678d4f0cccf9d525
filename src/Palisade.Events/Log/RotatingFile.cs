using System.Globalization;

namespace Palisade.Events.Log;

/// <summary>A file that lines are appended to, and that is put aside when it is full. Only one of these may write a file.</summary>
internal sealed class RotatingFile(string path, long maxBytes, int kept) : IDisposable
{
    private FileStream? _stream;

    /// <summary>Where the last whole batch ended; what a failed write left behind it is cut off again.</summary>
    private long _goodLength;

    /// <summary>The name of an older file.</summary>
    /// <param name="number">1 for the newest.</param>
    public static string Older(string path, int number) => path + "." + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Appends whole lines.</summary>
    /// <returns>Null, or why it failed; then nothing was appended, and it can be tried again.</returns>
    public string? TryAppend(ReadOnlySpan<byte> lines)
    {
        try
        {
            // Cut by another program: writing on at the old place would leave a hole.
            if (_stream is not null && _stream.Length < _goodLength) Close();
            if (_stream is not null && maxBytes > 0 && _goodLength > 0 && _goodLength + lines.Length > maxBytes) PutAside();
            // A deleted or renamed file would be written on without anybody seeing it.
            if (_stream is not null && !File.Exists(path)) Close();
            if (_stream is null) Open();
            _stream!.Write(lines);
            _stream.Flush();
            _goodLength += lines.Length;
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            CutBack();
            return fault.Message;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void Open()
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        // Not buffered: a line that was written is in the file, also when the process is killed.
        _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _goodLength = _stream.Seek(0, SeekOrigin.End);
        if (_goodLength > 0 && LastByte() != '\n')
        {
            // A process that was killed left half a line. It stays, as a line of its own that no reader takes for an event.
            _stream.Write("\n"u8);
            _goodLength++;
        }

        if (maxBytes > 0 && _goodLength >= maxBytes) PutAside();
        if (_stream is null) Open();
    }

    private int LastByte()
    {
        _stream!.Seek(-1, SeekOrigin.End);
        return _stream.ReadByte();
    }

    private void PutAside()
    {
        Close();
        if (kept == 0) File.Delete(path);
        else
        {
            var free = 1;
            while (free < kept && File.Exists(Older(path, free))) free++;
            for (var number = free - 1; number >= 1; number--) File.Move(Older(path, number), Older(path, number + 1), overwrite: true);

            File.Move(path, Older(path, 1), overwrite: true);
        }
    }

    private void CutBack()
    {
        try
        {
            _stream?.SetLength(_goodLength);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Then the next Open finds half a line and ends it.
        }

        Close();
    }

    private void Close()
    {
        _stream?.Dispose();
        _stream = null;
    }
}
