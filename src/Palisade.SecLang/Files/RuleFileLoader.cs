using System.Text;
using Palisade.SecLang.Grammar;
using Palisade.SecLang.Lexing;
using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Files;

/// <summary>Reads files and the files that they include.</summary>
internal sealed class RuleFileLoader(RuleFileOptions options)
{
    private readonly List<string> _open = [];
    private readonly Dictionary<string, int> _files = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>When each file was first read, from 0 on.</summary>
    public IReadOnlyDictionary<string, int> Files => _files;

    /// <summary>All directives in the order of the engine.</summary>
    public List<Directive> Directives { get; } = [];

    /// <summary>The faults, file by file.</summary>
    public List<Diagnostic> Faults { get; } = [];

    /// <param name="path">The file.</param>
    /// <param name="from">Where the file is asked for; the file itself when a caller asks for it.</param>
    public void Load(string path, Place from)
    {
        var full = Path.GetFullPath(path);
        if (Refuse(path, full, from) || Read(path, from) is not { } text) return;

        var faults = new FaultList();
        _open.Add(full);
        _files.TryAdd(path, _count++);
        var directives = DirectiveParser.Parse(new SourceText(path, text), faults);
        Faults.AddRange(faults.Found);
        foreach (var directive in directives)
        {
            if (directive is SettingDirective { Name: "Include" or "IncludeOptional", Arguments: [var pattern] } include) Include(path, include.Name, pattern);
            else Directives.Add(directive);
        }

        _open.RemoveAt(_open.Count - 1);
    }

    private void Include(string path, string name, ArgumentSyntax pattern)
    {
        try
        {
            var found = PathGlob.Find(Path.GetDirectoryName(path) ?? "", ToPath(pattern.Text));
            if (found.Count is 0 && name is "Include") Error(DiagnosticCode.NothingIncluded, pattern.At, $"No file matches {Quote.Short(pattern.Text)}", "correct the path, or write IncludeOptional");
            foreach (var file in found) Load(file, pattern.At);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Error(DiagnosticCode.UnreadableFile, pattern.At, $"{Quote.Short(pattern.Text)} cannot be listed: {fault.Message}", null);
        }
    }

    /// <summary>Rule files are bytes; the names of files are UTF-8.</summary>
    private static string ToPath(string text) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text));

    private bool Refuse(string path, string full, Place from)
    {
        var cycle = _open.Contains(full, StringComparer.Ordinal);
        if (cycle) Error(DiagnosticCode.IncludeCycle, from, $"{path} includes itself", "it is already being read: " + string.Join(" → ", _open.Append(full).Select(Path.GetFileName)));
        else if (_open.Count >= options.MaxDepth) Error(DiagnosticCode.IncludeLimit, from, $"{path} is included more than {options.MaxDepth} files deep", null);
        else if (_count >= options.MaxFiles) Error(DiagnosticCode.IncludeLimit, from, $"{path} is one file more than the limit of {options.MaxFiles}", null);
        else return false;
        return true;
    }

    private string? Read(string path, Place from)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1);
            if (file.Length <= options.MaxFileBytes)
            {
                var bytes = new byte[file.Length];
                return Encoding.Latin1.GetString(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
            }

            Error(DiagnosticCode.IncludeLimit, from, $"{path} has {file.Length} bytes, more than the limit of {options.MaxFileBytes}", null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Error(DiagnosticCode.UnreadableFile, from, $"{path} cannot be read: {fault.Message}", null);
        }

        return null;
    }

    private void Error(string code, Place at, string message, string? hint) => Faults.Add(new(at, DiagnosticSeverity.Error, code, message, hint));
}
