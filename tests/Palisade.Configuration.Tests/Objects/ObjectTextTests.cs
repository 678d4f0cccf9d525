using System.Text;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;

namespace Palisade.Configuration.Tests.Objects;

public sealed class ObjectTextTests
{
    public const string Good = """
        # a site and what it needs
        kind: namespace
        metadata: {name: shop, annotations: {team.example/mail: shop@example.com}}
        ---
        kind: site
        metadata:
          name: www
          namespace: shop
          labels: {tier: front}
          description: "The shop."
        spec:
          domains: [shop.example, '*.shop.example']
          listeners:
            - {port: 443, tls: true}
          certificates: [www]
          origin_pool: {name: app, namespace: shop}
          operation_mode: active
          app_firewall: strict
          gateway_groups: [{name: pops, tenant: system}]
          routes:
            - path: {prefix: /old}
              redirect: {path: /new, status: 301}
            - path: {prefix: /api}
              origin_pool: app
              rewrite: {prefix: /v1}
              service_policies: [deny-bad]
              request_headers: {set: {x-site: shop}, remove: [x-debug]}
        ---
        {"kind": "origin_pool", "metadata": {"name": "app", "namespace": "shop"},
         "spec": {"endpoints": [{"name": "app.internal", "port": 8443, "weight": 2}, {"address": "::1", "port": 80, "backup": true}],
                  "tls": {"server_name": "app.internal"}, "balancing": "LEAST_REQUESTS", "health_check": {"path": "/health"},
                  "outlier_ejection": {}, "passive_health": {"failure_percent": 20}, "stickiness": {"cookie": {"name": "srv"}}, "retries": {"on": ["connect_failure"]}}}
        ---
        kind: rule_set
        metadata: {name: own}
        spec:
          rules:
            - name: 10-own.conf
              text: |
                SecRule ARGS "@rx x" "id:1,phase:2,deny"
        """;

    [Fact]
    public void A_file_of_many_documents_is_read()
    {
        var (objects, faults) = ObjectText.Read(Encoding.UTF8.GetBytes(Good), "acme");

        Assert.Empty(faults);
        Assert.Equal(["namespace shop", "site shop/www", "origin_pool shop/app", "rule_set default/own"], objects.Select(o => o.Draft.Key.Local.ToString()));
        var pool = Assert.IsType<OriginPoolSpec>(SpecReaders.Read("origin_pool", objects[2].Draft.Spec).Spec);
        Assert.Equal((Balancing.LeastRequests, 2, 5, 20, true), (pool.Balancing, pool.Endpoints[0].Weight, pool.OutlierEjection!.ConsecutiveFailures, pool.PassiveHealth!.FailurePercent, pool.Tls!.Verify));
        var site = Assert.IsType<SiteDelivery>(SpecReaders.Read("site", objects[1].Draft.Spec).Spec);
        Assert.Equal((OperationMode.Active, 301, "/v1", true), (site.OperationMode, site.Routes[0].Redirect!.Status, site.Routes[1].Rewrite!.Prefix, site.GatewayGroups[0].OfPlatform));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        foreach (var (draft, _, _) in ObjectText.Read(Encoding.UTF8.GetBytes(Good), "acme").Objects)
        {
            var (again, faults) = ObjectText.Read(CanonicalJson.Write(draft.ToNode()), "acme", "elsewhere");

            Assert.Empty(faults);
            Assert.Equal(draft.Key, again.Single().Draft.Key);
            Assert.Equal(CanonicalJson.WriteText(draft.ToNode()), CanonicalJson.WriteText(again.Single().Draft.ToNode()));
        }
    }

    [Fact]
    public void Delivery_is_taken_out_for_who_reads_protection()
    {
        var spec = ObjectText.Read(Encoding.UTF8.GetBytes(Good), "acme").Objects[1].Draft.Spec;

        Assert.Equal(
            """{"app_firewall":"strict","routes":[{"path":{"prefix":"/old"}},{"path":{"prefix":"/api"},"service_policies":["deny-bad"]}]}""",
            CanonicalJson.WriteText(SiteDelivery.Protection(spec)));
    }

    [Theory]
    [InlineData("kind: thing\nmetadata: {name: a}\n", "1:7: thing default/a, kind: There is no kind 'thing'")]
    [InlineData("kind: site\nmetadata: {name: A}\n", "2:18: site default/A, metadata.name: 'A' is not a name")]
    [InlineData("kind: site\nmetadata: {name: a, tenant: evil}\n", "metadata.tenant: These are objects of the tenant 'acme'.")]
    [InlineData("kind: site\nmetadata: {name: a}\nspec: {domain: [x]}\n", "3:16: site default/a, spec.domain: There is no such field; there are ")]
    [InlineData("kind: site\nmetadata: {name: a}\nspec: {domains: x}\n", "spec.domains: It is not a list.")]
    [InlineData("kind: site\nmetadata: {name: a}\nspec: {operation_mode: fast}\n", "spec.operation_mode: There is no 'fast'; there are simulation, active, disabled.")]
    [InlineData("kind: site\nmetadata: {name: a}\nspec: {origin_pool: [x]}\n", "spec.origin_pool: It is not the name of a origin_pool, or a mapping with its name.")]
    [InlineData("kind: site\nmetadata: {name: a}\nspec: {origin_pool: {name: x, tenant: other}}\n", "spec.origin_pool.tenant: Objects of other tenants cannot be named here.")]
    [InlineData("kind: site\nmetadata: {name: a}\nspec: {request_headers: {set: {Host: x}}}\n", "'Host' belongs to the connection")]
    [InlineData("kind: site\nmetadata: {name: a}\nspec: {request_headers: {set: {a: \"x\\r\\nb: c\"}}}\n", "has a control character in it")]
    [InlineData("kind: origin_pool\nmetadata: {name: a}\nspec: {endpoints: [{name: x, address: '1.2.3.4', port: 1}]}\n", "spec.endpoints[0].name: It excludes address")]
    [InlineData("kind: origin_pool\nmetadata: {name: a}\nspec: {endpoints: [{name: x, port: 70000}]}\n", "spec.endpoints[0].port: '70000' is not a whole number in 1 to 65535.")]
    [InlineData("kind: origin_pool\nmetadata: {name: a}\nspec: {endpoints: []}\n", "spec.endpoints: It needs 1 to 256 endpoints.")]
    [InlineData("kind: gateway\nmetadata: {name: a, namespace: x}\nspec: {gateway_group: g}\n", "metadata.namespace: A gateway belongs to its tenant as a whole")]
    [InlineData("kind: server_group\nmetadata: {name: a, labels: {'a b': c}}\n", "metadata.labels: 'a b' is not the key of a label")]
    [InlineData("kind: app_firewall\nmetadata: {name: a}\nspec: 7\n", "spec: It is not a mapping.")]
    [InlineData("- a\n", "A document is a mapping with kind, metadata and spec.")]
    [InlineData("kind: namespace\nmetadata: {name: a}\n---\nkind: namespace\nmetadata: {name: a}\n", "There is another one of that name in line 1.")]
    public void Every_fault_has_its_place_and_its_field(string text, string fault) =>
        Assert.Contains(ObjectText.Read(Encoding.UTF8.GetBytes(text), "acme").Faults, f => f.ToString().Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void Every_cut_of_a_good_file_is_read_or_refused_and_never_throws()
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var (objects, _) = ObjectText.Read(bytes.AsSpan(0, cut), "acme");
            Assert.InRange(objects.Count, 0, 4);
        }
    }

    [Fact]
    public void Random_bytes_and_random_edits_never_throw()
    {
        var random = new Random(11);
        var good = Encoding.UTF8.GetBytes(Good);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = (byte[])good.Clone();
            if (i % 3 == 0) random.NextBytes(bytes = new byte[random.Next(200)]);
            else for (var edits = random.Next(1, 12); edits > 0; edits--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var (objects, faults) = ObjectText.Read(bytes, "acme");
            var json = JsonText.Read(bytes);

            Assert.All(objects, o => Assert.Equal("acme", o.Draft.Key.Tenant));
            Assert.All(faults, f => Assert.NotEmpty(f.Fault.Message));
            Assert.True(json.Root is null != json.Fault is null);
        }
    }
}
