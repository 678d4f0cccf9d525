using System.Runtime.CompilerServices;
using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Engine.Rules;

namespace Palisade.Protection.Tenants;

/// <summary>
/// Rules of all tenants, compiled once for all who use the same: the built-in ones, and what stands in <c>rule_set</c> objects, by its content. What no site
/// uses any more is forgotten. For any number of threads.
/// </summary>
internal sealed class RuleLibrary
{
    // Rules with faults are used by nobody, and a thousand sites may ask for them in a row.
    private const int Remembered = 8;

    // Looked at once, by what is in it, which tenants share: the Core Rule Set has two megabytes.
    private readonly ConditionalWeakTable<Node, Content> _read = [];
    private readonly Dictionary<(string Hash, EngineMode Mode), WeakReference<SharedRules>> _known = [];
    private readonly Queue<SharedRules> _recent = new();

    /// <summary>Why a <c>rule_set</c> cannot be read; null when it can. Whether its rules are good, they say themselves.</summary>
    public ConfigFault? Refuses(ObjectDraft set) => Read(set).Fault;

    /// <summary>The rules of a <c>rule_set</c>, or the built-in ones for null; they may have faults.</summary>
    public SharedRules Find(ObjectDraft? set, OperationMode mode)
    {
        var engine = mode is OperationMode.Simulation ? EngineMode.DetectionOnly : EngineMode.On;
        var key = (set is null ? "" : Read(set).Hash, engine);
        // Who asks for rules that are being compiled waits for them: there is nothing else to do.
        lock (_known) return Find(set, key);
    }

    private SharedRules Find(ObjectDraft? set, (string Hash, EngineMode Mode) key)
    {
        if (_known.GetValueOrDefault(key) is { } weak && weak.TryGetTarget(out var known)) return known;
        var loaded = Load(set, key.Mode);
        _recent.Enqueue(loaded);
        if (_recent.Count > Remembered) _recent.Dequeue();
        foreach (var (gone, _) in _known.Where(k => !k.Value.TryGetTarget(out _))) _known.Remove(gone);
        _known[key] = new(loaded);
        return loaded;
    }

    private Content Read(ObjectDraft set) => _read.GetValue(set.Spec, _ =>
    {
        var hash = CanonicalJson.Hash(CanonicalJson.Write(set.Spec));
        return set.Check() is [var first, ..] ? new(hash, first) : new(hash, null);
    });

    private static SharedRules Load(ObjectDraft? set, EngineMode mode)
    {
        var source = new RuleSource { Mode = mode };
        if (set is null) return SharedRules.Load(source);
        var spec = (RuleSetSpec)SpecReaders.Read(set.Key.Local.Kind, set.Spec).Spec!;
        return SharedRules.Load(source with { Set = spec, Paranoia = spec.Paranoia });
    }

    private sealed record Content(string Hash, ConfigFault? Fault);
}
