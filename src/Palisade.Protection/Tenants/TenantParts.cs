using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Configuration;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Reading;

namespace Palisade.Protection.Tenants;

/// <summary>
/// What is made of a tenant's objects one by one. While an object stays as it is, so does what was made of it, for all sites that use it; any number of them may
/// be made at once.
/// </summary>
/// <param name="open">Opens the sealed key of a certificate; null where it cannot be opened here.</param>
internal sealed class TenantParts(TenantObjects objects, ObjectChecks checks, KeyOpener open)
{
    private readonly ConcurrentDictionary<(LocalKey Key, Type Form), Part> _made = new();

    /// <summary>What is wrong with objects by themselves.</summary>
    public ObjectChecks Checks => checks;

    /// <summary>An origin pool; null with a fault.</summary>
    public ReadyPool? Pool(LocalKey key, List<RefusedObject> faults)
    {
        var certificate = objects.ReferencesOf(key).FirstOrDefault(r => r.Kinds.Contains(ObjectKinds.Certificate)) is { } named ? Certificate(named.Targets().First(), faults) : null;
        var pool = Made(key, faults, draft => new ReadyPool(draft.Key, Spec<OriginPoolSpec>(draft), certificate));
        if (pool is null || ReferenceEquals(pool.ClientCertificate, certificate)) return pool;
        // Another certificate came into its place while the pool itself stayed.
        var next = _made.AddOrUpdate((key, typeof(ReadyPool)), _ => new(objects.Find(key)!, pool with { ClientCertificate = certificate }), (_, known) => With(known, certificate));
        return (ReadyPool?)next.Value.Made;
    }

    /// <summary>A certificate with its key; null with a fault.</summary>
    public ReadyCertificate? Certificate(LocalKey key, List<RefusedObject> faults) => Made(key, faults, Open);

    /// <summary>An object that policies are made of; null with a fault.</summary>
    public PolicyDocument? Document(LocalKey key, List<RefusedObject> faults) =>
        Made<PolicyDocument>(key, faults, key.Kind is ObjectKinds.PlatformObject ? ReadBrought : static draft => Read(draft, draft.Key.Local));

    /// <summary>An object of the platform, as a rollout brought it to the tenant; null with a fault.</summary>
    public ObjectDraft? Platform(LocalKey key, List<RefusedObject> faults) => Made(key, faults, Brought);

    /// <summary>Another object, as its kind reads it; null with a fault.</summary>
    public T? Of<T>(LocalKey key, List<RefusedObject> faults)
        where T : class => Made(key, faults, Spec<T>);

    /// <summary>Forgets what was made of objects that are gone.</summary>
    public void Forget(IEnumerable<LocalKey> keys)
    {
        var gone = keys.Where(k => objects.Find(k) is null).ToHashSet();
        if (gone.Count == 0) return;
        foreach (var made in _made.Keys.Where(m => gone.Contains(m.Key))) _made.TryRemove(made, out _);
    }

    private T? Made<T>(LocalKey key, List<RefusedObject> faults, Func<ObjectDraft, T> make)
        where T : class
    {
        if (objects.Find(key) is not { } draft)
        {
            faults.Add(new(key, new("", "It is named and is not there."), Kept: false));
            return null;
        }

        // Who needs what another site has made at this moment waits for that, and for nothing else.
        var known = _made.AddOrUpdate((key, typeof(T)), _ => New(), (_, before) => ReferenceEquals(before.Of, draft) ? before : New());
        var (made, fault) = known.Value;
        if (fault is { } wrong) faults.Add(new(key, wrong, Kept: false));
        return (T?)made;

        Part New() => new(draft, () => Make(draft, make));
    }

    private (object? Made, ConfigFault? Fault) Make<T>(ObjectDraft draft, Func<ObjectDraft, T> make)
        where T : class
    {
        if (checks.FaultOf(draft) is { } wrong) return (null, wrong);
        try
        {
            return (make(draft), null);
        }
        catch (PartException refused)
        {
            return (null, refused.Fault);
        }
    }

    private static Part With(Part known, ReadyCertificate? certificate) =>
        known.Value.Made is ReadyPool now && !ReferenceEquals(now.ClientCertificate, certificate) ? new(known.Of, now with { ClientCertificate = certificate }) : known;

    private static T Spec<T>(ObjectDraft draft)
        where T : class
    {
        var (spec, faults) = SpecReaders.Read(draft.Key.Local.Kind, draft.Spec);
        return faults.Count == 0 && spec is T read ? read : throw new PartException(faults is [var first, ..] ? first : new("spec", "It cannot be read."));
    }

    private static ObjectDraft Brought(ObjectDraft draft)
    {
        var spec = Spec<PlatformObjectSpec>(draft);
        return new ObjectDraft(new(ObjectNames.SystemTenant, spec.Object), draft.Metadata, spec.Content ?? throw new PartException(new("spec.content", "It came without its content.")));
    }

    // Only lists of addresses are named by policies.
    private PolicyDocument ReadBrought(ObjectDraft draft)
    {
        var brought = Brought(draft);
        if (brought.Key.Local.Kind is not KindNames.IpPrefixSet) throw new PartException(new("spec.kind", $"A {KindNames.IpPrefixSet} is meant here."));
        return checks.FaultOf(brought) is { } wrong ? throw new PartException(wrong) : Read(brought, draft.Key.Local).Called(PlatformSets.NameOf(brought.Key.Local.Namespace, brought.Key.Local.Name));
    }

    private static PolicyDocument Read(ObjectDraft draft, LocalKey place)
    {
        var (documents, faults) = PolicyText.Read(place.ToString(), draft);
        if (faults is [var first, ..]) throw new PartException(new("spec", first.Message));
        if (GatewayFiles.NamedBy(documents[0].Object.Spec) is { } field) throw new PartException(new(field, GatewayFiles.Refusal));
        return documents[0];
    }

    private ReadyCertificate Open(ObjectDraft draft)
    {
        var spec = Spec<CertificateSpec>(draft);
        if (open(draft.Key, spec) is not { } pem) throw new PartException(new("spec.private_key", "Its key cannot be opened here: it was sealed with another sealing key, or for another certificate."));
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(spec.Certificate);
            // Through PKCS#12, so that the handshake has a key that it can use for as long as it likes.
            using var bare = X509Certificate2.CreateFromPem(spec.Certificate, pem);
            var leaf = X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), password: null);
            chain[0].Dispose();
            chain.RemoveAt(0);
            return new(draft.Key, leaf, chain);
        }
        catch (CryptographicException fault)
        {
            throw new PartException(new("spec", $"Certificate and key do not belong together: {fault.Message}"));
        }
    }

    private sealed class Part
    {
        private readonly Lazy<(object? Made, ConfigFault? Fault)> _value;

        public Part(ObjectDraft of, Func<(object? Made, ConfigFault? Fault)> make) => (Of, _value) = (of, new(make));

        public Part(ObjectDraft of, object made) => (Of, _value) = (of, new((made, null)));

        public ObjectDraft Of { get; }

        public (object? Made, ConfigFault? Fault) Value => _value.Value;
    }

    private sealed class PartException(ConfigFault fault) : Exception(fault.Message)
    {
        public ConfigFault Fault { get; } = fault;
    }
}
