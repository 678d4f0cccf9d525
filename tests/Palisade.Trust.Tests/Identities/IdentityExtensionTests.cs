using System.Formats.Asn1;
using Palisade.Trust.Identities;

namespace Palisade.Trust.Tests.Identities;

public sealed class IdentityExtensionTests
{
    private static readonly Identity Someone = new(TrustDomain.Parse("palisade.internal"), "acme", Role.Gateway, "edge", "one");

    [Fact]
    public void It_is_critical_and_reads_back()
    {
        var extension = IdentityExtension.Write(Someone);

        Assert.True(extension.Critical);
        Assert.True(IdentityExtension.TryRead(extension.RawData, out var identity, out _));
        Assert.Equal(Someone, identity);
    }

    [Fact]
    public void Every_cut_and_every_flipped_byte_is_refused_or_names_another()
    {
        var good = IdentityExtension.Write(Someone).RawData;

        Assert.All(Cuts.Truncations(good), cut => Assert.False(IdentityExtension.TryRead(cut, out _, out _)));
        foreach (var (_, bytes) in Cuts.Flips(good, new Random(1)))
        {
            if (IdentityExtension.TryRead(bytes, out var identity, out _)) Assert.NotEqual(Someone, identity);
        }
    }

    [Fact]
    public void Bytes_of_chance_are_refused() =>
        Assert.All(Cuts.Noise(new Random(2), 5000, 200), noise => Assert.False(IdentityExtension.TryRead(noise, out _, out _)));

    [Fact]
    public void A_second_name_is_refused_whatever_it_is()
    {
        foreach (var second in new[] { 1, 2, 6 })
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, Someone.ToString(), new(TagClass.ContextSpecific, 6));
                writer.WriteCharacterString(UniversalTagNumber.IA5String, Someone.ToString(), new(TagClass.ContextSpecific, second));
            }

            Assert.False(IdentityExtension.TryRead(writer.Encode(), out _, out _));
        }
    }
}
