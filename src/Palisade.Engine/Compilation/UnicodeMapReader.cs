using System.Globalization;
using System.Text;
using Palisade.Engine.Operators;
using Palisade.Engine.Transformations;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>Reads the file of <c>SecUnicodeMapFile FILE CODEPAGE</c>; the last one wins.</summary>
internal static class UnicodeMapReader
{
    private const long MaxBytes = 16 * 1024 * 1024;

    /// <summary>The directive that counts; null where there is none.</summary>
    public static SettingDirective? Last(IReadOnlyList<Directive> directives) => directives.OfType<SettingDirective>().LastOrDefault(d => d.Name == "SecUnicodeMapFile");

    /// <summary>Null where there is none, or after a fault.</summary>
    /// <param name="reads">Told of the file; null for nobody.</param>
    public static UnicodeMap? Read(IReadOnlyList<Directive> directives, FileReads? reads, ICollection<Diagnostic> faults)
    {
        if (Last(directives) is not { Arguments: [var file, var page, ..] } setting) return null;
        var path = Path.Combine(Path.GetDirectoryName(setting.At.File) ?? "", file.Text);
        reads?.Note(path);
        try
        {
            if (new FileInfo(path).Length > MaxBytes) throw new IOException($"it is larger than {MaxBytes} bytes");
            var text = File.ReadAllText(path, Encoding.Latin1);
            if (int.TryParse(page.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && UnicodeMap.Parse(text, number) is { } map) return map;
            faults.Add(new(page.At, DiagnosticSeverity.Error, "RC0021", $"'{file.Text}' has no mapping for code page {page.Text}"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add(new(file.At, DiagnosticSeverity.Error, "RC0021", $"The Unicode map '{file.Text}' cannot be read: {fault.Message}"));
        }

        return null;
    }
}
