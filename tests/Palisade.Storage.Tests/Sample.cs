using System.Text;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Storage.Changes;

namespace Palisade.Storage.Tests;

/// <summary>Objects to test with.</summary>
internal static class Sample
{
    public static readonly Authorship Ann = new("ann", "because");

    public static ObjectDraft Of(string tenant, string kind, string name, string spec = "{}", string space = "default", params (string Key, string Value)[] labels) =>
        new(new(tenant, new(kind, space, name)), new Annotated { Labels = labels.ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal) }, JsonText.Read(Encoding.UTF8.GetBytes(spec)).Root!);

    /// <summary>An object whose spec is nobody's business on this floor.</summary>
    public static ObjectDraft Firewall(string name, int number = 0, params (string Key, string Value)[] labels) => Of("acme", "app_firewall", name, $$"""{"number":{{number}}}""", "default", labels);

    public static ObjectDraft Site(string name, string firewall, string tenant = "acme") => Of(tenant, "site", name, $$"""{"app_firewall":"{{firewall}}"}""");

    public static ObjectChange Put(ObjectDraft draft) => ObjectChange.Put(draft);

    /// <summary>The result, which must not be a refusal.</summary>
    public static ApplyResult Done(this ApplyResult result)
    {
        Assert.Equal("", string.Join('\n', result.Refusals));
        return result;
    }
}
