using System.Text;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Configuration.Tests.Objects;

public sealed class IdentityProviderSpecTests
{
    private const string Good = "\"issuer\":\"https://login.example\",\"client_id\":\"palisade\"";

    [Fact]
    public void What_is_left_out_is_safe()
    {
        var (spec, faults) = Read($"{{{Good}}}");
        Assert.Empty(faults);
        Assert.Empty(spec.Mappings);
        Assert.Equal(["RS256", "ES256", "PS256"], spec.Algorithms);
        Assert.Equal(("preferred_username", "groups", ""), (spec.NameClaim, spec.GroupsClaim, spec.ClientSecretFile));
        Assert.Equal("https://login.example", spec.Issuer.OriginalString);
    }

    [Theory]
    [InlineData("\"issuer\":\"http://login.example\",\"client_id\":\"x\"", "spec.issuer")]
    [InlineData("\"issuer\":\"https://login.example?x=1\",\"client_id\":\"x\"", "spec.issuer")]
    [InlineData("\"issuer\":\"https://a:b@login.example\",\"client_id\":\"x\"", "spec.issuer")]
    [InlineData("\"issuer\":\"file:///etc/passwd\",\"client_id\":\"x\"", "spec.issuer")]
    [InlineData("\"issuer\":\"https://login.example\"", "spec.client_id")]
    [InlineData(Good + ",\"client_secret\":\"x\"", "spec.client_secret")]
    [InlineData(Good + ",\"client_secret_file\":\"../../x\"", "spec.client_secret_file")]
    [InlineData(Good + ",\"scopes\":[\"profile\"]", "spec.scopes")]
    [InlineData(Good + ",\"algorithms\":[\"none\"]", "spec.algorithms")]
    [InlineData(Good + ",\"algorithms\":[\"RS256\",\"HS256\"]", "spec.algorithms")]
    [InlineData(Good + ",\"algorithms\":[]", "spec.algorithms")]
    [InlineData(Good + ",\"endpoint_hosts\":[\"https://x\"]", "spec.endpoint_hosts")]
    [InlineData(Good + ",\"redirect_uris\":[\"http://x.example/\"]", "spec.redirect_uris")]
    [InlineData(Good + ",\"mappings\":[{\"group\":\"a\"}]", "spec.mappings[0].role")]
    [InlineData(Good + ",\"mappings\":[{\"role\":\"viewer\"}]", "spec.mappings[0]")]
    [InlineData(Good + ",\"mappings\":[{\"group\":\"\",\"role\":\"viewer\"}]", "spec.mappings[0].group")]
    [InlineData(Good + ",\"mappings\":[{\"group\":\"a\",\"role\":\"god\"}]", "spec.mappings[0].role")]
    [InlineData(Good + ",\"mappings\":[{\"group\":\"a\",\"role\":\"admin\",\"namespaces\":[\"x\"]}]", "spec.mappings[0].namespaces")]
    [InlineData(Good + ",\"mappings\":[{\"group\":\"a\",\"role\":\"viewer\",\"tenant\":\"A\"}]", "spec.mappings[0].tenant")]
    public void What_is_wrong_is_told_with_its_field(string spec, string field) => Assert.Contains(Read($"{{{spec}}}").Faults, f => f.Field == field);

    private static (IdentityProviderSpec Spec, IReadOnlyList<ConfigFault> Faults) Read(string json)
    {
        var (spec, faults) = SpecReaders.Read(ObjectKinds.IdentityProvider, JsonText.Read(Encoding.UTF8.GetBytes(json)).Root!);
        return ((IdentityProviderSpec)spec!, faults);
    }
}
