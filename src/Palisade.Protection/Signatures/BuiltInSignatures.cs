using Palisade.Engine.Operators;
using Palisade.SecLang;

namespace Palisade.Protection.Signatures;

/// <summary>The library of signatures that protects when no other rules are installed: the files of <c>Signatures/Library</c>.</summary>
public static class BuiltInSignatures
{
    private const string Prefix = "signatures/";
    private const string DetectorPrefix = Prefix + "detector-";

    /// <summary>Every signature, in the order of files and ids; faults only if the library itself is broken, which a test excludes.</summary>
    public static (IReadOnlyList<Signature> Signatures, IReadOnlyList<Diagnostic> Diagnostics) Read()
    {
        var signatures = new List<Signature>();
        var diagnostics = new List<Diagnostic>();
        var assembly = typeof(BuiltInSignatures).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(IsUsed).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var (read, faults) = SignatureFile.Read("palisade:" + name, reader.ReadToEnd());
            signatures.AddRange(read);
            diagnostics.AddRange(faults);
        }

        return (signatures, diagnostics);
    }

    // A file about a recogniser is for programs that have it.
    private static bool IsUsed(string name)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        return !name.StartsWith(DetectorPrefix, StringComparison.Ordinal)
            || OperatorTable.Recognisers.Contains(Path.GetFileNameWithoutExtension(name[DetectorPrefix.Length..]).Replace('-', '_'));
    }
}
