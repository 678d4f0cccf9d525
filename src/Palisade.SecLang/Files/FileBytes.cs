using System.Text;

namespace Palisade.SecLang.Files;

/// <summary>Reads files as bytes, within bounds.</summary>
internal sealed class FileBytes(RuleFileOptions options)
{
    private long _total;

    /// <summary>The bytes, widened; or the code and the words of what is wrong.</summary>
    public (string? Text, string? Code, string? Problem) Read(string path)
    {
        if (Directory.Exists(path)) return (null, DiagnosticCode.UnreadableFile, "is a folder, not a file");
        if (!File.Exists(path)) return (null, DiagnosticCode.UnreadableFile, "does not exist");

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        if (file.Length > options.MaxFileBytes) return (null, DiagnosticCode.IncludeLimit, $"has {file.Length} bytes, more than the limit of {options.MaxFileBytes}");
        _total += file.Length;
        if (_total > options.MaxTotalBytes) return (null, DiagnosticCode.IncludeLimit, $"would make more than {options.MaxTotalBytes} bytes in all files");

        var bytes = new byte[file.Length];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return (Encoding.Latin1.GetString(bytes, 0, length), null, null);
    }
}
