using System.Text;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Objects.References;

namespace Palisade.Configuration.Tests.Objects;

public sealed class ReferenceTableTests
{
    [Fact]
    public void Names_are_found_where_the_table_says()
    {
        var (references, faults) = Find("site", """{"app_firewall":"f","service_policies":["p","q"],"routes":[{"origin_pool":"o"},{"graphql":{"name":"g","namespace":"shared"}}],"domains":["x"]}""");

        Assert.Empty(faults);
        Assert.Equal(
            [
                "metadata.namespace → namespace shop", "spec.app_firewall → app_firewall shop/f", "spec.service_policies[0] → service_policy shop/p|service_policy_set shop/p",
                "spec.service_policies[1] → service_policy shop/q|service_policy_set shop/q", "spec.routes[1].graphql → graphql shared/g", "spec.routes[0].origin_pool → origin_pool shop/o",
            ],
            references.Select(r => $"{r.Field} → {string.Join('|', r.Targets())}").OrderBy(r => r.StartsWith("metadata", StringComparison.Ordinal) ? 0 : r.StartsWith("spec.routes", StringComparison.Ordinal) ? 2 : 1));
    }

    [Theory]
    [InlineData("""{"app_firewall":{"kind":"graphql","name":"x"}}""", "spec.app_firewall.kind")]
    [InlineData("""{"app_firewall":{"nam":"x"}}""", "spec.app_firewall.name")]
    [InlineData("""{"app_firewall":"A B"}""", "spec.app_firewall")]
    [InlineData("""{"gateway_groups":[{"name":"x","tenant":"other"}]}""", "spec.gateway_groups[0].tenant")]
    public void A_field_that_should_name_an_object_and_does_not_is_a_fault(string spec, string field) => Assert.Contains(Find("site", spec).Faults, f => f.Field == field);

    [Fact]
    public void The_default_namespace_is_always_there() =>
        Assert.Empty(ReferenceTable.Find(new("site", ObjectNames.DefaultNamespace, "a"), Node.EmptyMap).References);

    [Fact]
    public void Every_kind_that_is_named_is_a_kind() =>
        Assert.All(ObjectKinds.All.SelectMany(k => ReferenceTable.Of(k.Name)).SelectMany(r => r.Kinds), k => Assert.NotNull(ObjectKinds.Find(k)));

    private static (IReadOnlyList<ObjectReference> References, IReadOnlyList<ConfigFault> Faults) Find(string kind, string spec) =>
        ReferenceTable.Find(new(kind, "shop", "a"), JsonText.Read(Encoding.UTF8.GetBytes(spec)).Root!);
}
