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
        if (file.Length > options.MaxFileBytes) return (null, DiagnosticCode.IncludeLimit, $"has {file.Length} bytes, more than the limit of {options.MaxFileBytes}");
        _total += file.Length;
        if (_total > options.MaxTotalBytes) return (null, DiagnosticCode.IncludeLimit, $"would make more than {options.MaxTotalBytes} bytes in all files");

        if (_bytes.Length < file.Length) (_bytes, _text) = (new byte[file.Length], new char[file.Length]);
        var length = file.ReadAtLeast(_bytes.AsSpan(0, (int)file.Length), (int)file.Length, throwOnEndOfStream: false);
        Encoding.Latin1.GetChars(_bytes, 0, length, _text, 0);
        return (_text.AsMemory(0, length), null, null);
    }
}
