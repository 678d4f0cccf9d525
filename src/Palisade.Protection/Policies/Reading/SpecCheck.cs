using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Signatures;
using Palisade.SecLang;

namespace Palisade.Protection.Policies.Reading;

/// <summary>Checks the specs that are read on this floor, by their own readers: for whoever keeps objects and wants to refuse what no gateway would load.</summary>
public static class SpecCheck
{
    private const int MostFaults = 200;

    /// <summary>Every fault of one object, with the paths that operators write; none for kinds that are read elsewhere.</summary>
    public static IEnumerable<ConfigFault> Check(ObjectDraft draft)
    {
        var (kind, name) = (draft.Key.Local.Kind, draft.Key.Local.Name);
        if (kind is ObjectKinds.SignatureSet) return SignatureSetCheck.Check(draft);
        if (!PolicyKinds.All.ContainsKey(kind) || draft.Spec.Kind is not NodeKind.Map) return [];
        var (_, faults) = PolicyText.Read("", draft, Node.EmptyMap);
        return faults.Where(f => f.Severity is DiagnosticSeverity.Error).Take(MostFaults).Select(f => Fault(f, $"{kind} '{name}', "));
    }

    // Messages begin with the path of their field.
    private static ConfigFault Fault(Diagnostic found, string prefix)
    {
        var text = found.Message.StartsWith(prefix, StringComparison.Ordinal) ? found.Message[prefix.Length..] : found.Message;
        var hint = found.Hint is null ? "" : $" ({found.Hint})";
        var end = text.IndexOfAny([' ', ':']);
        return end > 0 && text.StartsWith("spec", StringComparison.Ordinal)
            ? new(text[..end], text[end..].TrimStart(':', ' ') is ['i', 's', ' ', .. var rest] ? $"It is {rest}.{hint}" : $"{Capital(text[end..].TrimStart(':', ' '))}{hint}")
            : new("spec", text + hint);
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
