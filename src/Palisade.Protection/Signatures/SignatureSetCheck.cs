using Palisade.Configuration;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.SecLang;

namespace Palisade.Protection.Signatures;

/// <summary>Checks a <c>signature_set</c> as <c>palisade signatures test</c> checks files: whether it can be loaded, and whether the tests in it hold.</summary>
public static class SignatureSetCheck
{
    /// <summary>Most signatures of a set: each is compiled alone to be tested.</summary>
    private const int MostSignatures = 2000;

    private const int MostFaults = 200;

    /// <summary>Every fault, at the file that has it, with line and column. None for a spec that cannot be read: that is told elsewhere.</summary>
    public static IEnumerable<ConfigFault> Check(ObjectDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (SpecReaders.Read(draft.Key.Local.Kind, draft.Spec) is not (SignatureSetSpec set, { Count: 0 })) return [];
        // Counted before they are compiled.
        var count = set.Files.Sum(f => SignatureFile.Read(f.Name, f.Text).Signatures.Count);
        if (count > MostSignatures) return [new("spec.files", $"It has {count} signatures; {MostSignatures} are taken. Make it several sets.")];
        var library = SignatureLibrary.Of(set);
        if (!library.IsGood) return library.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error).Take(MostFaults).Select(d => Fault(set, d));
        return SignatureTester.Run(library.Signatures).Take(MostFaults).Select(f => new ConfigFault(FieldOf(set, f.Signature.At.File), $"{At(f.Signature.At)}: signature {f.Signature.Id} {(f.Expected ? "misses" : "falsely matches")} '{f.Test}'."));
    }

    /// <summary>A fault with the path of the file that has it.</summary>
    public static ConfigFault Fault(SignatureSetSpec set, Diagnostic found)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(found);
        return new(FieldOf(set, found.At.File), $"{At(found.At)}: {found.Message}.{(found.Hint is null ? "" : $" ({found.Hint})")}");
    }

    private static string FieldOf(SignatureSetSpec set, string file) => set.Files.Select((f, i) => f.Name == file ? $"spec.files[{i}].text" : null).FirstOrDefault(f => f is not null) ?? "spec.files";

    private static string At(Place place) => $"line {place.Line}, column {place.Column}";
}
