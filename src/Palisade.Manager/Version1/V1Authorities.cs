using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Configuration.Documents;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Certificate authorities, groups of them and revocation lists. Kept: no client is asked for a certificate here.</summary>
internal static class V1Authorities
{
    private const string Base = "conf/globalObjects/certificateAuthorities/";
    private const string GroupName = "certificateAuthorityGroupName";
    private const string Group = "{certificateAuthorityGroupName:s, relatedCertificateAuthorities:[s]}";
    private const string ListName = "certificateRevocationListName";

    private static readonly Collection Authorities = new(Base + "certificateAuthorities", "certificate authority", null, Shape.Parse("{certificate:s}"));
    private static readonly Collection Groups = new(Base + "certificateAuthorityGroups", "certificate authority group", null, Shape.Parse(Group));
    private static readonly Collection Lists = new(Base + "certificateRevocationList", "certificate revocation list", null, Shape.Parse("{revocationList:s, selectedCertificateAuthority:s, certificateRevocationListName:s}"));

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", Authorities.Path, Authorities.ListAsync) { Answer = Authorities.Names },
        new("POST", Authorities.Path, c => Authorities.MakeAsync(c, NameOf(c))) { Body = Authorities.Body },
        new("DELETE", Authorities.Path + "/{name}", Authorities.DeleteAsync),
        new("GET", Groups.Path, async c => Map(("certificateAuthorityGroups", Node.OfList(await BodiesAsync(c, Groups, ""))))) { Answer = Shape.Parse($"{{certificateAuthorityGroups:[{Group}]}}") },
        .. Named(Groups, GroupName),
        new("GET", Lists.Path, async c => Node.OfList(await BodiesAsync(c, Lists, "revocationList"))) { Answer = Shape.Parse("[{selectedCertificateAuthority:s, certificateRevocationListName:s}]") },
        .. Named(Lists, ListName),
    ];

    private static V1Route[] Named(Collection kept, string member) =>
    [
        new("POST", kept.Path, c => kept.MakeAsync(c, c.Text(member) ?? throw V1Refused.Invalid($"'{member}' is missing."))) { Body = kept.Body },
        new("PUT", kept.Path + "/{name}", c => ChangeAsync(c, kept, member)) { Body = kept.Body },
        new("DELETE", kept.Path + "/{name}", kept.DeleteAsync),
    ];

    private static async Task<IReadOnlyList<Node>> BodiesAsync(V1Call call, Collection kept, string but) => [.. (await Documents.AllAsync(call, kept.Type)).Select(d => Documents.BodyOf(d).Without(but))];

    // It may be called otherwise afterwards.
    private static async Task<Node?> ChangeAsync(V1Call call, Collection kept, string member)
    {
        var document = await kept.FindAsync(call, call.Names[0]);
        var body = Documents.Merged(Documents.BodyOf(document), call.Body);
        var title = V1Names.Checked(Text(body, member) ?? call.Names[0]);
        if (title != call.Names[0] && await Documents.TryFindAsync(call, kept.Type, title) is not null) throw V1Refused.Exists(kept.What, title);
        var draft = Documents.With(document.ToDraft(), body);
        await call.ApplyAsync(ObjectChange.Replace(draft with { Metadata = V1Names.Called(draft.Metadata, title) }, document.Version));
        return null;
    }

    // Only the certificate says who it is.
    private static string NameOf(V1Call call)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(call.Text("certificate") ?? throw V1Refused.Invalid("'certificate' is missing."));
            return certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        }
        catch (CryptographicException)
        {
            throw V1Refused.Invalid("'certificate' is not a certificate in PEM.");
        }
    }
}
