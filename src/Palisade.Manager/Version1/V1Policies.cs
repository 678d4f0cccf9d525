using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Security policies. Each is kept as it was written; what of it has a counterpart here is enforced (<see cref="ServicePolicies"/>), and of the rest the answer has a warning.</summary>
internal static class V1Policies
{
    private const string Policies = "conf/policies/security/";

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        .. PolicyType.All.SelectMany(t => At(t, Policies + t.Name)),
        // Where older clients look for them.
        .. PolicyType.All.Where(t => t.Enforced is Enforced.Criteria).SelectMany(t => At(t, "conf/" + t.Name)),
    ];

    private static V1Route[] At(PolicyType type, string path) =>
    [
        new("GET", path, c => ListAsync(c, type)) { Answer = Shape.Parse($"{{{type.Member}:[s]}}"), Query = ["policyOrigin"] },
        new("GET", path + "/{name}", c => ReadAsync(c, type)) { Answer = type.Body },
        new("POST", path + "/{name}", c => MakeAsync(c, type)) { Body = type.Body },
        new("PUT", path + "/{name}", c => ChangeAsync(c, type)) { Body = type.Body },
        new("DELETE", path + "/{name}", c => DeleteAsync(c, type)),
    ];

    /// <summary>A policy that has to be there.</summary>
    public static Task<ObjectRecord> FindAsync(V1Call call, PolicyType type, string title) => Documents.FindAsync(call, type.Type, title, "policy");

    /// <summary>Keeps a policy with another body, and says what of it is not enforced.</summary>
    public static ObjectDraft With(V1Call call, PolicyType type, ObjectDraft draft, Node body)
    {
        var why = type.NotEnforced(body);
        if (why is not null) call.Http.Response.Headers.Warning = $"299 palisade \"{why.Replace('"', '\'')}\"";
        return Documents.With(draft with { Metadata = draft.Metadata with { Description = why ?? "" } }, body);
    }

    private static async Task<Node?> ListAsync(V1Call call, PolicyType type) => Map((type.Member, Texts((await Documents.AllAsync(call, type.Type)).Select(V1Names.TitleOf))));

    private static async Task<Node?> ReadAsync(V1Call call, PolicyType type)
    {
        var body = Documents.BodyOf(await FindAsync(call, type, call.Names[0]));
        var scopes = new List<Node>();
        foreach (var scope in PolicyScope.Of(body).Where(s => s.IsFor(call)))
        {
            if (await scope.TellAsync(call) is { } told) scopes.Add(told);
        }

        return body.With("applyTo", Node.OfList(scopes));
    }

    private static async Task<Node?> MakeAsync(V1Call call, PolicyType type)
    {
        var title = V1Names.Checked(call.Names[0]);
        var given = call.Body;
        if (await Documents.TryFindAsync(call, type.Type, title) is not null) throw V1Refused.Exists("policy", title);
        // A source that is not here leaves a new policy as it is: the ones that come with other products are none of ours.
        var source = given["cloneFrom"]?.Value is { Length: > 0 } from ? await Documents.TryFindAsync(call, type.Type, from) : null;
        var body = await ChangedAsync(call, source is null ? type.Usual : Documents.BodyOf(source).Without("applyTo"), given);
        await call.ApplyAsync(ObjectChange.Create(With(call, type, await Documents.NewAsync(call, type.Type, title, Node.EmptyMap), body)));
        return null;
    }

    private static async Task<Node?> ChangeAsync(V1Call call, PolicyType type)
    {
        var policy = await FindAsync(call, type, call.Names[0]);
        var draft = policy.ToDraft();
        var body = await ChangedAsync(call, Documents.BodyOf(draft), call.Body);
        await call.ApplyAsync(ObjectChange.Replace(With(call, type, draft, body), policy.Version));
        return null;
    }

    private static async Task<Node?> DeleteAsync(V1Call call, PolicyType type)
    {
        var policy = await FindAsync(call, type, call.Names[0]);
        await call.ApplyAsync(ObjectChange.Delete(policy.Key.Local, policy.Version));
        return null;
    }

    private static async Task<Node> ChangedAsync(V1Call call, Node known, Node given)
    {
        var body = Documents.Merged(known, given.Without("applyTo"));
        foreach (var list in (string[])["rules", "exceptions"])
        {
            if (given[list] is { Kind: NodeKind.List } items) body = body.With(list, Node.OfList([.. Documents.Edited(known[list]?.Items ?? [], items.Items, Same).Select(i => i.Without("operation"))]));
        }

        return given["applyTo"] is { Kind: NodeKind.List } entries ? PolicyScope.In(body, await ScopesAsync(call, PolicyScope.Of(known), entries.Items)) : body;
    }

    // Rules have names; exceptions that of a rule; rules of firewalls neither.
    private static bool Same(Node one, Node other) => (one["name"] ?? one["ruleName"]) is { } name ? name.Value == (other["name"] ?? other["ruleName"])?.Value : CanonicalJson.AreEqual(one, other);

    private static async Task<IEnumerable<PolicyScope>> ScopesAsync(V1Call call, IReadOnlyList<PolicyScope> known, IReadOnlyList<Node> entries)
    {
        var edits = entries.Any(e => e["operation"] is { Kind: not NodeKind.Nothing });
        // What one may not see, one does not take away.
        var scopes = known.Where(s => edits || !s.IsFor(call)).ToList();
        foreach (var entry in entries)
        {
            if (entry.Kind is not NodeKind.Map) throw V1Refused.Invalid("'applyTo' has an entry that is not a mapping.");
            var scope = await PolicyScope.ResolveAsync(call, entry);
            if (Text(entry, "operation") is "remove") scopes.Remove(scope);
            else if (!scopes.Contains(scope)) scopes.Add(scope);
        }

        return scopes;
    }
}
