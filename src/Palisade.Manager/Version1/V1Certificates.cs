using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>The certificates of web services. Keys are sealed for the gateways of the tenant before anything is kept, and told to nobody.</summary>
internal static class V1Certificates
{
    private const string Certificates = "conf/webServices/{site}/{group}/{service}/sslCertificates";
    private const string Certificate = Certificates + "/{key}";

    // By this label the certificates of a service are found.
    private const string Label = "palisade.internal/certificate-of";

    private static readonly Shape Body = Shape.Parse("{format:s, hsm:b, pkcs12file:s, private:s, password:s, certificate:s}");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", Certificates, async c => Map(("sslKeyName", Texts((await AllAsync(c, await V1Services.FindAsync(c))).Select(V1Names.TitleOf))))) { Answer = Shape.Parse("{sslKeyName:[s]}") },
        new("GET", Certificate, ReadAsync) { Answer = Shape.Parse("{sslKeyName:s, hsm:b, issuer:s, validFrom:i, validTo:i}") },
        new("POST", Certificate, MakeAsync) { Body = Body },
        new("DELETE", Certificate, DeleteAsync),
    ];

    /// <summary>The certificates of a service.</summary>
    public static Task<IReadOnlyList<ObjectRecord>> AllAsync(V1Call call, ObjectRecord service) =>
        V1Names.AllAsync(call.Store, ObjectKinds.Certificate, service.Key.Local.Namespace, call.Stop, LabelSelector.Parse($"{Label}={WebServiceSites.Mark(service.Key.Local.Name)}").Selector!);

    /// <summary>The object that a rule of a service means: a certificate of the service, or one of its site that was made elsewhere.</summary>
    public static async Task<string> NameAsync(V1Call call, ObjectRecord service, string title)
    {
        if ((await AllAsync(call, service)).FirstOrDefault(c => V1Names.TitleOf(c) == title) is { } own) return own.Key.Local.Name;
        var other = ObjectNames.IsName(title) ? await call.Store.FindAsync(new(ObjectKinds.Certificate, service.Key.Local.Namespace, title), call.Stop) : null;
        return other?.Key.Local.Name ?? throw V1Refused.Missing("SSL certificate", title);
    }

    /// <summary>What a certificate is called.</summary>
    public static async Task<string> TitleAsync(V1Call call, ObjectRecord service, string name) =>
        await call.Store.FindAsync(new(ObjectKinds.Certificate, service.Key.Local.Namespace, name), call.Stop) is { } found ? V1Names.TitleOf(found) : name;

    private static async Task<ObjectRecord> FindAsync(V1Call call) =>
        (await AllAsync(call, await V1Services.FindAsync(call))).FirstOrDefault(c => V1Names.TitleOf(c) == call.Names[3]) ?? throw V1Refused.Missing("SSL certificate", call.Names[3]);

    private static async Task<Node?> ReadAsync(V1Call call)
    {
        var spec = (await FindAsync(call)).ReadSpec();
        using var certificate = X509Certificate2.CreateFromPem(spec["certificate"]?.Value ?? "");
        return Map(
            ("sslKeyName", Node.OfText(call.Names[3])),
            ("hsm", Node.OfFlag(value: false)),
            ("issuer", Node.OfText(certificate.Issuer)),
            ("validFrom", Milliseconds(certificate.NotBefore)),
            ("validTo", Milliseconds(certificate.NotAfter)));
    }

    private static async Task<Node?> MakeAsync(V1Call call)
    {
        var service = await V1Services.FindAsync(call);
        var title = V1Names.Checked(call.Names[3]);
        call.Require(Access.Permission.Write, service.Key.Local.Namespace);
        if ((await AllAsync(call, service)).Any(c => V1Names.TitleOf(c) == title)) throw V1Refused.Exists("SSL certificate", title);
        var upload = CertificateUpload.Read(call.Body);
        try
        {
            var wanted = $"{service.Key.Local.Name}.{V1Call.Slug(title)}";
            var name = await V1Names.FreeAsync(call.Store, ObjectKinds.Certificate, service.Key.Local.Namespace, wanted[..Math.Min(wanted.Length, 120)].TrimEnd('.', '-', '_'), call.Stop);
            var draft = V1Names.Draft(call.Store, ObjectKinds.Certificate, service.Key.Local.Namespace, name, title, Sealed(call, $"{service.Key.Local.Namespace}/{name}", upload));
            draft = draft with { Metadata = draft.Metadata with { Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Label] = WebServiceSites.Mark(service.Key.Local.Name) } } };
            await call.ApplyAsync(ObjectChange.Create(draft));
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(upload.Key.AsSpan()));
        }
    }

    private static Node Sealed(V1Call call, string name, CertificateUpload upload)
    {
        if (call.Parts.Sealing is not { } keys) throw new V1Refused(400, "IMP-90400", "This manager serves no gateways and has no keys to seal with: upload at one that does.");
        var secret = keys.Seal(call.Store.Name, name, upload.Key);
        return Map(
            ("certificate", Node.OfText(upload.Chain)),
            ("private_key", Map(("sealed", Node.OfText(Convert.ToBase64String(secret.Sealed.Span))), ("key_id", Node.OfText(secret.KeyId)))));
    }

    private static async Task<Node?> DeleteAsync(V1Call call)
    {
        var certificate = await FindAsync(call);
        await call.ApplyAsync(ObjectChange.Delete(certificate.Key.Local, certificate.Version));
        return null;
    }

    private static Node Milliseconds(DateTime at) => Node.OfNumber(new DateTimeOffset(at.ToUniversalTime()).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
}
