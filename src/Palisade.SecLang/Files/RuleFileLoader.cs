using System.Text;
using Palisade.SecLang.Grammar;
using Palisade.SecLang.Lexing;
using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Files;

/// <summary>Reads files and the files that they include.</summary>
internal sealed class RuleFileLoader(RuleFileOptions options, ParsedTexts texts)
{
    /// <summary>Each file bounds its own faults; this bounds them for all files.</summary>
    private const int MostFaults = 10 * FaultList.Most;

    private readonly FileBytes _bytes = new(options);
    private readonly List<string> _open = [];
    private readonly Dictionary<string, int> _files = new(StringComparer.Ordinal);
    private int _count;
    private bool _stopped;

    /// <summary>All directives in the order of the engine.</summary>
    public List<Directive> Directives { get; } = [];

    /// <summary>The faults, file by file.</summary>
    public List<Diagnostic> Faults { get; } = [];

    /// <summary>When each file was first read, from 0 on.</summary>
    public IReadOnlyDictionary<string, int> Files => _files;

    /// <param name="path">The file.</param>
    /// <param name="from">Where the file is asked for; the file itself when a caller asks for it.</param>
    public void Load(string path, Place from)
    {
        if (_stopped || Open(path, from) is not { } text) return;

        var parsed = texts.Parse(path, text.Span);
        Faults.AddRange(parsed.Diagnostics);
        if (Faults.Count > MostFaults) Stop(DiagnosticCode.TooManyFaults, from, $"There are more than {MostFaults} faults; the files after this one were not read");
        foreach (var directive in parsed.Directives)
        {
            if (directive is SettingDirective { Name: "Include" or "IncludeOptional", Arguments: [var pattern] } include) Include(path, include.Name, pattern);
            else Directives.Add(directive);
        }

        _open.RemoveAt(_open.Count - 1);
    }

    /// <summary>The bytes of the file, which is then the innermost open one, until the next is opened; null when a fault was added.</summary>
    private ReadOnlyMemory<char>? Open(string path, Place from)
    {
        try
        {
            var full = Path.GetFullPath(path);
            if (Refuse(path, full, from)) return null;
            var (text, code, problem) = _bytes.Read(path);
            if (text is null)
            {
                Error(code!, from, $"{path} {problem}", null);
                return null;
            }

            _open.Add(full);
            _files.TryAdd(path, _count++);
            return text;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            Error(DiagnosticCode.UnreadableFile, from, $"{Quote.Short(path)} cannot be read: {fault.Message}", null);
            return null;
        }
    }

    private bool Refuse(string path, string full, Place from)
    {
        if (_open.Contains(full, StringComparer.Ordinal))
        {
            Error(DiagnosticCode.IncludeCycle, from, $"{path} includes itself", "it is being read already: " + string.Join(" → ", _open.Append(full).Select(Path.GetFileName)));
        }
        else if (_open.Count >= options.MaxDepth)
        {
            Error(DiagnosticCode.IncludeLimit, from, $"{path} is included more than {options.MaxDepth} files deep", null);
        }
        else if (_count >= options.MaxFiles)
        {
            Stop(DiagnosticCode.IncludeLimit, from, $"{path} is one file more than the limit of {options.MaxFiles}");
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Include(string path, string name, ArgumentSyntax pattern)
    {
        try
        {
            var found = PathGlob.Find(Path.GetDirectoryName(path) ?? "", ToPath(pattern.Text));
            if (found.Count is 0 && name is "Include") Error(DiagnosticCode.NothingIncluded, pattern.At, $"No file matches {Quote.Short(pattern.Text)}", "correct the path, or write IncludeOptional; for a folder name its files, as rules/*.conf");
            foreach (var file in found) Load(file, pattern.At);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Error(DiagnosticCode.UnreadableFile, pattern.At, $"{Quote.Short(pattern.Text)} cannot be listed: {fault.Message}", null);
        }
    }

    /// <summary>Rule files are bytes; the names of files are UTF-8.</summary>
    private static string ToPath(string text) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text));

    /// <summary>What went wrong would go wrong again with every file: none is read any more.</summary>
    private void Stop(string code, Place at, string message)
    {
        Error(code, at, message, null);
        _stopped = true;
    }

    private void Error(string code, Place at, string message, string? hint) => Faults.Add(new(at, DiagnosticSeverity.Error, code, message, hint));
}
