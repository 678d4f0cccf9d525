using Palisade.Api.Objects;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Manager.Access;
using Palisade.Manager.Http;
using Palisade.Storage;
using Palisade.Storage.Changes;

namespace Palisade.Manager.Objects;

/// <summary>Many objects at once: all or nothing; and all of them as a file.</summary>
internal sealed class ApplyRoutes(ObjectStore store)
{
    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("POST", "/api/tenants/{tenant}/apply", "Make or replace many objects: all, or nothing", Gate.Somewhere(Permission.Write), ApplyAsync)
        {
            Query =
            [
                new("dry_run", "boolean", "Only say what would be changed."),
                new("namespace", "string", "The namespace of objects that name none. Default default.", Most: 63),
                new("prune", "boolean", "Take out what is in the body's namespaces and not in the body."),
                new("labels", "string", "Of what prune takes out: only with these labels."),
                new("reason", "string", "Why, for the history."),
            ],
            Body = ObjectBodies.Many, Answers = [new(200, typeof(Applied))], Problems = [409],
        },
        new("GET", "/api/tenants/{tenant}/export", "Everything that one may read, as YAML that can be applied", Gate.Somewhere(Permission.Read), ExportAsync)
        {
            Query = [new("namespace", "string", "Only of this namespace.", Most: 63)], Answers = [new(200, typeof(string), "application/yaml")],
        },
    ];

    private async Task<Answer> ApplyAsync(Call call)
    {
        var space = call.Text("namespace") ?? ObjectNames.DefaultNamespace;
        if (!ObjectNames.IsLabel(space)) throw new RequestRefused(400, "A parameter is wrong.", [new("?namespace", $"It is {ObjectNames.LabelGrammar}.")]);
        var read = await call.ReadManyAsync(space);
        if (read.Count == 0) throw new RequestRefused(400, "The body has no objects.");
        var changes = read.Select(o => ObjectChange.Put(o.Draft, o.Version)).ToList();
        if (call.Flag("prune")) changes.AddRange(await PruneAsync(call, read));
        if (changes.Count > 20_000) throw new RequestRefused(413, "There are more than 20,000 changes.");
        call.By.Require(Permission.Write, call.Tenant, changes.Select(c => c.Key));
        var dryRun = call.Flag("dry_run");
        var result = (await store.Tenant(call.Tenant).Changes.ApplyAsync(changes, ObjectRoutes.By(call), dryRun, call.Stop)).OrRefuse(call.By, call.Tenant);
        return Answer.Ok(new Applied(result.Revision, dryRun, [.. result.Changes.Select(c => c.View())]));
    }

    // What belongs to the tenant as a whole is never taken out by leaving it out.
    private async Task<IEnumerable<ObjectChange>> PruneAsync(Call call, IReadOnlyList<ObjectDocument> read)
    {
        var (keys, spaces) = (read.Select(o => o.Draft.Key.Local).ToHashSet(), read.Select(o => o.Draft.Key.Local.Namespace).Where(n => n.Length > 0).ToHashSet(StringComparer.Ordinal));
        var (selector, fault) = call.Text("labels") is { Length: > 0 } text ? LabelSelector.Parse(text) : (null, null);
        if (fault is not null) throw new RequestRefused(400, "A parameter is wrong.", [new("?labels", fault)]);
        var (_, objects) = await store.Tenant(call.Tenant).AllAsync(call.Stop);
        return objects.Where(o => spaces.Contains(o.Key.Local.Namespace) && !keys.Contains(o.Key.Local) && selector?.Matches(o.Metadata.Labels) is not false)
            .Select(o => ObjectChange.Delete(o.Key.Local, o.Version));
    }

    private async Task<Answer> ExportAsync(Call call)
    {
        var (_, objects) = await store.Tenant(call.Tenant).AllAsync(call.Stop);
        var space = call.Text("namespace");
        // Namespaces first, then what others name: a file reads from the ground up. The tenant's own object and what rollouts brought are the platform's.
        var shown = objects.Where(o => o.Key.Local.Kind is not (ObjectKinds.Tenant or ObjectKinds.PlatformObject) && (space is null || o.Key.Local.Namespace == space) && call.By.May(Permission.Read, call.Tenant, o.Key.Local))
            .OrderBy(o => o.Key.Local.Kind != ObjectKinds.Namespace).ThenBy(o => o.Key.Local.Namespace, StringComparer.Ordinal).ThenBy(o => o.Key.Local, LocalKey.Order);
        return new(200) { Text = ("application/yaml", YamlWriter.Write(shown.Select(o => o.ToDraft().ToNode()))) };
    }
}
