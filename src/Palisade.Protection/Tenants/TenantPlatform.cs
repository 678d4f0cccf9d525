using System.Security.Cryptography;
using System.Text;
using Palisade.Configuration;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Platform;
using Palisade.Protection.Signatures;
using Palisade.SecLang;

namespace Palisade.Protection.Tenants;

/// <summary>
/// What rollouts brought to a tenant that holds for all its sites: signatures, settings of the engine, flags. Of what cannot be built, the last good one stays; the
/// others do not wait for it. Of several objects of a kind, in the order of their names, a later one has the last word.
/// </summary>
internal sealed class TenantPlatform(TenantObjects objects, TenantParts parts, RuleLibrary rules)
{
    private readonly Dictionary<LocalKey, Part> _good = [];
    private readonly SortedDictionary<LocalKey, ConfigFault> _faults = new(LocalKey.Order);

    /// <summary>What holds.</summary>
    public PlatformProtection Current { get; private set; } = PlatformProtection.None;

    /// <summary>What is not in force as it was brought, and why.</summary>
    public IEnumerable<RefusedObject> Refused => _faults.Select(f => new RefusedObject(f.Key, f.Value, _good.ContainsKey(f.Key)));

    /// <summary>Takes in what a change touches.</summary>
    /// <returns>Whether that is something else for the sites than before.</returns>
    public bool Apply(IEnumerable<LocalKey> touched)
    {
        foreach (var key in touched.Where(k => k.Kind is ObjectKinds.PlatformObject && PlatformObjects.AreForEveryone(PlatformObjects.KindOf(k.Name)))) Take(key);
        var next = Combined();
        if (next.Mark == Current.Mark) return false;
        Current = next;
        return true;
    }

    private void Take(LocalKey key)
    {
        _faults.Remove(key);
        if (objects.Find(key) is null)
        {
            _good.Remove(key);
            return;
        }

        var (part, fault) = Read(key);
        if (part is not null) _good[key] = part;
        else _faults[key] = fault ?? new("spec", "It cannot be read.");
    }

    private (Part? Part, ConfigFault? Fault) Read(LocalKey key)
    {
        var faults = new List<RefusedObject>();
        try
        {
            if (parts.Platform(key, faults) is not { } brought) return (null, faults[0].Fault);
            if (parts.Checks.FaultOf(brought) is { } fault) return (null, fault);
            var spec = SpecReaders.Read(brought.Key.Local.Kind, brought.Spec).Spec;
            return spec is SignatureSetSpec set ? Signatures(brought, set) : (new(brought.Key.Local, RuleLibrary.HashOf(brought), spec!), null);
        }
#pragma warning disable CA1031 // Whatever the platform makes us do wrong must not keep a tenant's own changes out.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return (null, new("", $"A fault of Palisade's own while it was made ready: {fault.GetType().Name}: {fault.Message}"));
        }
    }

    private (Part? Part, ConfigFault? Fault) Signatures(ObjectDraft brought, SignatureSetSpec set)
    {
        var library = rules.Signatures(brought, set);
        return library.IsGood
            ? (new(brought.Key.Local, RuleLibrary.HashOf(brought), library), null)
            : (null, SignatureSetCheck.Fault(set, library.Diagnostics.First(d => d.Severity is DiagnosticSeverity.Error)));
    }

    private PlatformProtection Combined()
    {
        if (_good.Count is 0) return PlatformProtection.None;
        var (all, mark) = (PlatformProtection.None with { Told = _good.Keys.Where(k => _good[k].Value is SignatureLibrary).Select(k => (LocalKey?)k).FirstOrDefault() }, new StringBuilder());
        foreach (var part in _good.Values.OrderBy(p => p.Object, LocalKey.Order))
        {
            mark.Append(part.Object.Kind).Append(' ').Append(part.Hash).Append('\n');
            all = part.Value switch
            {
                SignatureLibrary signatures => all with { Signatures = [.. all.Signatures, signatures] },
                EngineSettingsSpec settings => all with { Settings = settings.Over(all.Settings) },
                FeatureFlagsSpec flags => all with { Flags = flags.Over(all.Flags) },
                _ => all,
            };
        }

        return all with { Mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mark.ToString()))) };
    }

    /// <param name="Hash">Of its spec.</param>
    /// <param name="Value">What was made of it.</param>
    private sealed record Part(LocalKey Object, string Hash, object Value);
}
