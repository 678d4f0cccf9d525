using System.Text;
using Palisade.Detection.Ldap;

namespace Palisade.Detection.Tests.Ldap;

public sealed class LdapInjectionTests
{
    [Theory]
    [InlineData("*)(uid=*))(|(uid=*", Confidence.High)]
    [InlineData("admin)(&)", Confidence.High)]
    [InlineData("admin)(&(password=x", Confidence.High)]
    [InlineData("*)(objectClass=*)", Confidence.High)]
    [InlineData("x)(cn:caseExactMatch:=y", Confidence.High)]
    [InlineData("admin)(!(&(|", Confidence.High)]
    [InlineData("*(|(mail=*))", Confidence.High)]
    [InlineData("admin*)((|userpassword=*)", Confidence.High)]
    [InlineData("(&(sn=administrator)(password=*))", Confidence.Medium)]
    [InlineData("*))\0", Confidence.Medium)]
    [InlineData("admin*)", Confidence.Low)]
    public void A_filter_of_its_own_is_found(string value, Confidence confidence)
    {
        var finding = LdapInjection.Detect(Encoding.UTF8.GetBytes(value));

        Assert.NotNull(finding);
        Assert.Equal(confidence, finding.Confidence);
        Assert.InRange(finding.Length, 1, Encoding.UTF8.GetByteCount(value) - finding.Offset);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*smith*")]
    [InlineData("cn=John Doe,ou=people,dc=example")]
    [InlineData("a) first, b) second (x=2)")]
    [InlineData("f(x)(y) = (a=b)")]
    [InlineData(":-) (see you=soon)")]
    [InlineData("(a && (b || c))")]
    [InlineData("count(*) (all)")]
    [InlineData("smile :)(")]
    public void What_applications_are_sent_is_clean(string value) => Assert.False(LdapInjection.Detect(Encoding.UTF8.GetBytes(value)) is { Confidence: > Confidence.Low });
}
