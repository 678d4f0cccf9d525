using System.Text;

namespace Palisade.SecLang.Files;

/// <summary>Reads files as bytes, within bounds, one after the other into the same memory.</summary>
internal sealed class FileBytes(RuleFileOptions options)
{
    private byte[] _bytes = [];
    private char[] _text = [];
    private long _total;

    /// <summary>The bytes, widened, until the next file is read; or the code and the words of what is wrong.</summary>
    public (ReadOnlyMemory<char>? Text, string? Code, string? Problem) Read(string path)
    {
        if (Directory.Exists(path)) return (null, DiagnosticCode.UnreadableFile, "is a folder, not a file");
        if (!File.Exists(path)) return (null, DiagnosticCode.UnreadableFile, "does not exist");

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        // Once: somebody may be writing.
        var length = file.Length;
        if (length > options.MaxFileBytes) return (null, DiagnosticCode.IncludeLimit, $"has {length} bytes, more than the limit of {options.MaxFileBytes}");
        _total += length;
        if (_total > options.MaxTotalBytes) return (null, DiagnosticCode.IncludeLimit, $"would make more than {options.MaxTotalBytes} bytes in all files");

        if (_bytes.Length < length) (_bytes, _text) = (new byte[length], new char[length]);
        var read = file.ReadAtLeast(_bytes.AsSpan(0, (int)length), (int)length, throwOnEndOfStream: false);
        Encoding.Latin1.GetChars(_bytes, 0, read, _text, 0);
        return (_text.AsMemory(0, read), null, null);
    }
}
