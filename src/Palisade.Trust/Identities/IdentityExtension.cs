using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Palisade.Trust.Identities;

/// <summary>
/// The identity in a certificate: its subject alternative name holds one URI and nothing else. The subject stays empty, and
/// the extension is therefore critical (RFC 5280, 4.2.1.6): a name that could be longer than the 64 characters a common
/// name has, or mean something else to another reader, is not repeated.
/// </summary>
public static class IdentityExtension
{
    private const string Id = "2.5.29.17";
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    /// <summary>The extension that says who a certificate's holder is.</summary>
    public static X509Extension Write(Identity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence()) writer.WriteCharacterString(UniversalTagNumber.IA5String, identity.ToString(), Uri);
        return new X509Extension(Id, writer.Encode(), critical: true);
    }

    /// <summary>Reads the identity of a certificate's holder. Says nothing about whether the certificate is to be believed.</summary>
    public static bool TryRead(X509Certificate2 certificate, [NotNullWhen(true)] out Identity? identity, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        identity = null;
        var names = certificate.Extensions.Where(e => e.Oid?.Value is Id).ToArray();
        if (names.Length is not 1)
        {
            fault = names.Length is 0 ? "The certificate names no identity." : "The certificate has several lists of names.";
            return false;
        }

        return TryRead(names[0].RawData, out identity, out fault);
    }

    /// <summary>Reads the value of the extension.</summary>
    internal static bool TryRead(ReadOnlyMemory<byte> value, [NotNullWhen(true)] out Identity? identity, [NotNullWhen(false)] out string? fault)
    {
        identity = null;
        try
        {
            var outer = new AsnReader(value, AsnEncodingRules.DER);
            var names = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var text = names.ReadCharacterString(UniversalTagNumber.IA5String, Uri);
            names.ThrowIfNotEmpty();
            return IdentityText.TryParse(text, out identity, out fault);
        }
        catch (AsnContentException)
        {
            fault = "The names of the certificate are not one URI.";
            return false;
        }
    }
}
