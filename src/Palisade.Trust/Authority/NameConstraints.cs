using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Identities;

namespace Palisade.Trust.Authority;

/// <summary>
/// What the issuing authority can name: URIs whose host is the trust domain. No host name and no address at all, so that its
/// key, stolen, makes no certificate that a browser would take, even one that was told to trust the root.
/// </summary>
internal static class NameConstraints
{
    private const string Id = "2.5.29.30";
    private static readonly Asn1Tag Permitted = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Excluded = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag HostName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag Address = new(TagClass.ContextSpecific, 7);

    /// <summary>The extension (RFC 5280, 4.2.1.10).</summary>
    public static X509Extension For(TrustDomain domain)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Permitted)) Subtree(writer, w => w.WriteCharacterString(UniversalTagNumber.IA5String, domain.Name, Uri));
            using (writer.PushSequence(Excluded))
            {
                Subtree(writer, w => w.WriteCharacterString(UniversalTagNumber.IA5String, "", HostName));
                Subtree(writer, w => w.WriteOctetString(new byte[8], Address));   // 0.0.0.0/0
                Subtree(writer, w => w.WriteOctetString(new byte[32], Address));  // ::/0
            }
        }

        return new X509Extension(Id, writer.Encode(), critical: true);
    }

    private static void Subtree(AsnWriter writer, Action<AsnWriter> name)
    {
        using (writer.PushSequence()) name(writer);
    }
}
