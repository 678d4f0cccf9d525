using System.Text;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Engine.Compilation;
using Palisade.Engine.Rules;
using Palisade.SecLang;

namespace Palisade.Protection.Signatures;

/// <summary>Signatures from files and the built-in ones, checked as a whole.</summary>
/// <param name="Signatures">In the order of files and of places in them. A file's signature replaces a built-in one with its id.</param>
/// <param name="Diagnostics">Every fault.</param>
public sealed record SignatureLibrary(IReadOnlyList<Signature> Signatures, IReadOnlyList<Diagnostic> Diagnostics)
{
    private const long LargestFile = 16 << 20;

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsGood => !Diagnostics.Any(d => d.Severity is DiagnosticSeverity.Error);

    /// <summary>Reads the built-in signatures, and those of a file or folder over them.</summary>
    /// <param name="path">A file, or a folder of <c>*.yaml</c> and <c>*.yml</c> of any depth; null for the built-in ones alone.</param>
    public static SignatureLibrary WithBuiltIn(string? path)
    {
        var (builtIn, faults) = BuiltInSignatures.Read();
        return path is null ? new(builtIn, faults) : Of(path).Over(new(builtIn, faults));
    }

    /// <summary>These signatures over others: one with the id of another replaces it.</summary>
    public SignatureLibrary Over(SignatureLibrary below)
    {
        var ids = Signatures.Select(s => s.Id).ToHashSet();
        return new([.. below.Signatures.Where(s => !ids.Contains(s.Id)), .. Signatures], [.. below.Diagnostics, .. Diagnostics]);
    }

    /// <summary>Reads the files of a set alone, as those of a folder are read.</summary>
    public static SignatureLibrary Of(SignatureSetSpec set)
    {
        var read = set.Files.Select(f => SignatureFile.Read(f.Name, f.Text)).ToList();
        return Checked([.. read.SelectMany(r => r.Signatures)], [.. read.SelectMany(r => r.Diagnostics)]);
    }

    /// <summary>Reads a file or folder alone: fields, ids that are used twice, and patterns that do not compile.</summary>
    public static SignatureLibrary Of(string path)
    {
        var signatures = new List<Signature>();
        var diagnostics = new List<Diagnostic>();
        foreach (var file in Files(path, diagnostics)) Read(file, signatures, diagnostics);
        return Checked(signatures, diagnostics);
    }

    private static SignatureLibrary Checked(List<Signature> signatures, List<Diagnostic> diagnostics)
    {
        FindRepeated(signatures, diagnostics);
        if (diagnostics.Count == 0) FindUncompiled(signatures, diagnostics);
        return new(signatures, diagnostics);
    }

    private static IEnumerable<string> Files(string path, List<Diagnostic> diagnostics)
    {
        try
        {
            if (File.Exists(path)) return [path];
            if (Directory.Exists(path))
            {
                return
                [
                    .. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                        .Where(f => Path.GetExtension(f) is ".yaml" or ".yml")
                        .Order(StringComparer.Ordinal),
                ];
            }

            diagnostics.Add(Fault(path, "PR0031", "There is no such file or folder"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(Fault(path, "PR0031", $"Cannot be read: {fault.Message}"));
        }

        return [];
    }

    private static void Read(string file, List<Signature> signatures, List<Diagnostic> diagnostics)
    {
        try
        {
            if (new FileInfo(file).Length > LargestFile)
            {
                diagnostics.Add(Fault(file, "PR0031", "The file is larger than 16 MiB"));
                return;
            }

            var (read, faults) = SignatureFile.Read(file, File.ReadAllText(file, Encoding.UTF8));
            signatures.AddRange(read);
            diagnostics.AddRange(faults);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(Fault(file, "PR0031", $"Cannot be read: {fault.Message}"));
        }
    }

    private static void FindRepeated(List<Signature> signatures, List<Diagnostic> diagnostics)
    {
        var first = new Dictionary<long, Signature>();
        foreach (var signature in signatures)
        {
            if (!first.TryAdd(signature.Id, signature))
                diagnostics.Add(new(signature.At, DiagnosticSeverity.Error, "PR0028", $"Signature {signature.Id} is also at {first[signature.Id].At}", "give one of them another id"));
        }
    }

    private static void FindUncompiled(List<Signature> signatures, List<Diagnostic> diagnostics)
    {
        var parsed = SignatureDirectives.Compile(signatures);
        var (_, faults) = RuleCompiler.Compile(parsed.Directives, new() { Mode = EngineMode.DetectionOnly });
        diagnostics.AddRange(parsed.Diagnostics);
        diagnostics.AddRange(faults);
    }

    private static Diagnostic Fault(string file, string code, string message) => new(new(file, 1, 1), DiagnosticSeverity.Error, code, message);
}
