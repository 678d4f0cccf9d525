using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.SecLang;

namespace Palisade.Protection.Checks;

/// <summary>Compiles the rules of a <c>rule_set</c>. What was found is remembered by content: the same rules come again with every <c>apply</c> of a folder.</summary>
internal static class RuleSetCheck
{
    private const int Remembered = 256;
    private static readonly Lock Compiling = new();
    private static readonly Dictionary<string, IReadOnlyList<ConfigFault>> Known = new(StringComparer.Ordinal);

    /// <summary>Every fault, with the file it is in and the line.</summary>
    public static IReadOnlyList<ConfigFault> Check(ObjectDraft draft)
    {
        // What its own reader refuses is told by that.
        if (SpecReaders.Read(draft.Key.Local.Kind, draft.Spec) is not (RuleSetSpec spec, { Count: 0 })) return [];
        var hash = CanonicalDigest.Of(draft.Spec).Hash;
        // One at a time: tens of thousands of rules take a processor for seconds, and the machine has other things to do.
        lock (Compiling)
        {
            if (Known.TryGetValue(hash, out var known)) return known;
            if (Known.Count >= Remembered) Known.Clear();
            return Known[hash] = Compile(spec);
        }
    }

    private static List<ConfigFault> Compile(RuleSetSpec spec)
    {
        var built = SharedRules.Load(new() { Set = spec, Paranoia = spec.Paranoia }).Protection;
        var files = spec.Rules.Select((file, i) => (file.Name, Field: $"spec.rules[{i}].text")).ToDictionary(f => f.Name, f => f.Field, StringComparer.Ordinal);
        return [.. built.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error).Take(ObjectDraft.MostFaults).Select(d => new ConfigFault(
            files.GetValueOrDefault(d.At.File, "spec.rules"), $"Line {d.At.Line}, column {d.At.Column}: {d.Message}{(d.Hint is null ? "" : $" ({d.Hint})")}"))];
    }
}
