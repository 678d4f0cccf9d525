using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Engine.Rules;
using Palisade.Protection.Platform;
using Palisade.Protection.Signatures;

namespace Palisade.Protection.Tenants;

/// <summary>
/// Rules of all tenants, compiled once for all who use the same: the built-in ones with what the platform says of them, and what stands in <c>rule_set</c> and
/// <c>signature_set</c> objects, by its content. What no site uses any more is forgotten. For any number of threads.
/// </summary>
internal sealed class RuleLibrary
{
    // Rules with faults are used by nobody, and a thousand sites may ask for them in a row.
    private const int Remembered = 8;

    private readonly ContentCache<(string Hash, EngineMode Mode, string Platform), SharedRules> _rules = new(Remembered);
    private readonly ContentCache<string, SignatureLibrary> _signatures = new(Remembered);

    /// <summary>By what an object is known again wherever it is.</summary>
    public static string HashOf(ObjectDraft set) => CanonicalDigest.Of(set.Spec).Hash;

    /// <summary>The rules of a <c>rule_set</c> that can be read, or the built-in ones for null; they may have faults.</summary>
    public SharedRules Find(ObjectDraft? set, OperationMode mode, PlatformProtection platform)
    {
        var engine = mode is OperationMode.Simulation ? EngineMode.DetectionOnly : EngineMode.On;
        return _rules.Find((set is null ? "" : HashOf(set), engine, platform.Mark), () => Load(set, engine, platform));
    }

    /// <summary>The signatures of a <c>signature_set</c> that can be read; they may have faults.</summary>
    public SignatureLibrary Signatures(ObjectDraft set, SignatureSetSpec spec) => _signatures.Find(HashOf(set), () => SignatureLibrary.Of(spec));

    private static SharedRules Load(ObjectDraft? set, EngineMode mode, PlatformProtection platform)
    {
        var source = new RuleSource { Mode = mode, Platform = platform };
        if (set is null) return SharedRules.Load(source);
        var spec = (RuleSetSpec)SpecReaders.Read(set.Key.Local.Kind, set.Spec).Spec!;
        return SharedRules.Load(source with { Set = spec, Paranoia = spec.Paranoia });
    }
}
