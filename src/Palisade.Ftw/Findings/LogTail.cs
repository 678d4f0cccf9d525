using System.Buffers;
using System.Text;

namespace Palisade.Ftw.Findings;

/// <summary>Reads the lines that are appended to a file from now on. A file that was emptied or put anew is read from its beginning.</summary>
internal sealed class LogTail
{
    private readonly string _path;
    private readonly ArrayBufferWriter<byte> _partial = new();
    private long _position;

    /// <summary>Starts at the present end of the file; it need not exist yet.</summary>
    public LogTail(string path)
    {
        _path = path;
        var file = new FileInfo(path);
        _position = file.Exists ? file.Length : 0;
    }

    /// <summary>The whole lines that were added since the last call, bytes read as UTF-8.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public IReadOnlyList<string> ReadNew()
    {
        if (!File.Exists(_path)) return [];

        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length < _position)
        {
            _position = 0;
            _partial.ResetWrittenCount();
        }

        file.Position = _position;
        var lines = new List<string>();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            _position += read;
            Split(buffer.AsSpan(0, read), lines);
        }

        return lines;
    }

    private void Split(ReadOnlySpan<byte> bytes, List<string> lines)
    {
        int end;
        while ((end = bytes.IndexOf((byte)'\n')) >= 0)
        {
            _partial.Write(bytes[..end]);
            lines.Add(Encoding.UTF8.GetString(_partial.WrittenSpan).TrimEnd('\r'));
            _partial.ResetWrittenCount();
            bytes = bytes[(end + 1)..];
        }

        _partial.Write(bytes);
    }
}
