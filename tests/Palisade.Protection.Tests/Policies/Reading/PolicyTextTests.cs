using Palisade.Protection.Policies;
using Palisade.Protection.Policies.Reading;

namespace Palisade.Protection.Tests.Policies.Reading;

public sealed class PolicyTextTests
{
    private const string Good = """
        # the shop
        kind: site
        metadata:
          name: shop
          labels: {tier: gold}
          description: What sells
        spec:
          labels: {env: production}
          routes:
            - path: {prefix: /api}
              methods: [GET, POST]
              service_policies: []
            - path: {regex: '^/[a-z]+$'}
          anonymization:
            cookies: [tracking]
        ---
        """;

    [Fact]
    public void A_site_is_read()
    {
        var site = Policy.Site(Good);

        Assert.Equal("shop", site.Name);
        Assert.Equal("production", site.Labels["env"]);
        Assert.Equal(["tracking"], site.Anonymization.Cookies);
        Assert.Empty(site.For("/api/x"u8, "GET"u8).Written.ServicePolicies!);
        Assert.Null(site.For("/api/x"u8, "PUT"u8).Written.ServicePolicies);
    }

    [Fact]
    public void Without_files_nothing_holds() => Assert.Same(SitePolicy.None, PolicyBuilder.Build(new PolicySource()).Site);

    [Theory]
    [InlineData("kind: site\nmetadata: {name: x}\nspec: {rotues: []}", "policy.yaml(3,8)", PolicyCodes.Field)]
    [InlineData("kind: sight\nmetadata: {name: x}\nspec: {}", "policy.yaml(1,7)", PolicyCodes.Kind)]
    [InlineData("kind: site\nmetadata: {name: x}\nspec:\n  routes: 7", "policy.yaml(4,11)", PolicyCodes.Type)]
    [InlineData("kind: site\nmetadata: {name: x}\nspec:\n  routes:\n    - path: {prefix: api}", "policy.yaml(5,22)", PolicyCodes.Value)]
    [InlineData("kind: site\nmetadata: {name: x}\nspec:\n  routes:\n    - path: {prefix: /a, exact: /b}", "policy.yaml(5,13)", PolicyCodes.Value)]
    [InlineData("kind: site\nmetadata: {name: x}\nspec:\n  routes:\n    - methods: [get]", "policy.yaml(5,17)", PolicyCodes.Value)]
    [InlineData("kind: site\nmetadata: {name: x}\nspec:\n  routes:\n    - path: {regex: '['}", "policy.yaml(5,21)", PolicyCodes.Value)]
    [InlineData("kind: site\nmetadata: {name: x}\nspec:\n  routes:\n    - path: {regex: '(a)\\1'}", "policy.yaml(5,21)", PolicyCodes.Value)]
    [InlineData("kind: site\nmetadata: {name: 'a b'}\nspec: {}", "policy.yaml(2,18)", PolicyCodes.Value)]
    [InlineData("kind: site\nmetadata: {name: x, labels: {'-': y}}\nspec: {}", "policy.yaml(2,29)", PolicyCodes.Value)]
    [InlineData("kind: site\nmetadata: {name: x}\nspec:\n  service_policies: [gone]", "policy.yaml(4,22)", PolicyCodes.Reference)]
    [InlineData("kind: site\nmetadata: {name: x}\nspec:\n  app_firewall: gone", "policy.yaml(4,17)", PolicyCodes.Reference)]
    [InlineData("kind: site\nspec: {}", "policy.yaml(1,1)", PolicyCodes.Missing)]
    [InlineData("kind: site\nmetadata: {name: x}", "policy.yaml(1,1)", PolicyCodes.Missing)]
    [InlineData("- kind: site", "policy.yaml(1,1)", PolicyCodes.Document)]
    [InlineData("kind: [site\n", "policy.yaml(2,1)", PolicyCodes.Yaml)]
    public void A_fault_is_told_with_its_place(string text, string place, string code)
    {
        var fault = Policy.Fault(text);

        Assert.Equal((place, code), (fault.At.ToString(), fault.Code));
    }

    [Fact]
    public void An_unknown_field_comes_with_those_that_are_known()
    {
        var fault = Policy.Fault("kind: site\nmetadata: {name: x}\nspec: {rotues: []}");

        Assert.Contains("spec.rotues", fault.Message);
        Assert.Contains("routes", fault.Hint);
    }

    [Fact]
    public void Every_fault_is_told_and_not_the_first()
    {
        var faults = Policy.Faults("""
            kind: site
            metadata: {name: x, nmae: y}
            spec:
              routes:
                - {path: {prefix: /a}, service_policies: 7}
                - {path: {prefix: 7, sufix: x}}
            ---
            kind: what
            metadata: {name: x}
            ---
            kind: site
            metadata: {name: '?'}
            spec: {}
            """);

        Assert.Equal([2, 5, 6, 8, 11, 12], faults.Select(f => f.At.Line).Order());
    }

    [Fact]
    public void Two_objects_of_one_name_are_refused_and_so_are_two_sites()
    {
        Assert.Contains(Policy.Faults($"{Good}\n{Good}"), f => f.Code == PolicyCodes.Duplicate && f.Message.Contains("there is another one of that name at policy.yaml(4,9)"));
        Assert.Contains("a gateway serves one site", Policy.Fault(Good + "\n" + Good.Replace("name: shop", "name: other")).Message);
    }

    [Fact]
    public void What_names_a_faulty_object_is_not_faulted_for_it()
    {
        var text = Good.Replace("service_policies: []", "service_policies: []\n      wrong: 1");

        Assert.Equal(PolicyCodes.Field, Policy.Fault(text).Code);
    }

    [Fact]
    public void Deep_nesting_is_refused_and_ends_nothing() =>
        Assert.Equal(PolicyCodes.Yaml, Policy.Fault(new string('[', 200_000)).Code);

    [Fact]
    public void No_cut_of_a_file_makes_it_throw()
    {
        for (var cut = 0; cut <= Good.Length; cut++) Assert.NotNull(PolicyBuilder.BuildText(Policy.File, Good[..cut]));
    }

    [Fact]
    public void No_changed_character_makes_it_throw()
    {
        const string odd = "{}[]:-#&*!|>'\"%@`\t\n\0é1?,";
        var random = new Random(11);
        for (var i = 0; i < 2000; i++)
        {
            var text = Good.ToCharArray();
            for (var change = 0; change < 3; change++) text[random.Next(text.Length)] = odd[random.Next(odd.Length)];
            Assert.NotNull(PolicyBuilder.BuildText(Policy.File, new string(text)));
        }
    }
}
