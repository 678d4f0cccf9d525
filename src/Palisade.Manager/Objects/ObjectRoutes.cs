using Palisade.Api.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Manager.Access;
using Palisade.Manager.Http;
using Palisade.Storage;
using Palisade.Storage.Changes;
using Palisade.Storage.Objects;

namespace Palisade.Manager.Objects;

/// <summary>Objects one by one, and lists of them.</summary>
internal sealed class ObjectRoutes(ObjectStore store)
{
    /// <summary>Where the objects of a kind are: those in a namespace, and those of the tenant as a whole.</summary>
    public static IReadOnlyList<string> Places { get; } = ["/api/tenants/{tenant}/namespaces/{namespace}/{kind}", "/api/tenants/{tenant}/{kind}"];

    private static readonly QueryParameter[] Paging =
    [
        new("labels", "string", "A label selector, as tier=front,!old."),
        new("limit", "integer", "At most so many. Default 500.", 1, ObjectQuery.MostObjects),
        new("continue", "string", "Where the last page ended, as it said.", Most: 600),
    ];

    private static readonly QueryParameter Reason = new("reason", "string", "Why, for the history.");

    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        .. Places.SelectMany(At),
        new("GET", "/api/tenants/{tenant}/objects", "All objects that one may read", Gate.Somewhere(Permission.Read), ListAllAsync)
        {
            Query = [new("kind", "string", "Of this kind."), new("namespace", "string", "In this namespace."), .. Paging], Answers = [new(200, typeof(ObjectList))],
        },
        new("GET", "/api/kinds", "Every kind of object", Gate.SignedOn, _ => Task.FromResult(Answer.Ok(new KindList([.. ObjectKinds.All.Select(k => new KindView(k.Name, k.InNamespace, k.About))]))))
        {
            Answers = [new(200, typeof(KindList))],
        },
    ];

    private IEnumerable<Route> At(string place) =>
    [
        new("GET", place, "Objects of a kind", Gate.Here(Permission.Read), c => ListAsync(c, new() { Kind = c.Kind.Name, Namespace = c.Namespace })) { Query = Paging, Answers = [new(200, typeof(ObjectList))] },
        new("POST", place, "Make an object", Gate.Here(Permission.Write), CreateAsync)
        {
            Query = [Reason], Body = ObjectBodies.One, Answers = [new(201, typeof(ObjectView))], Problems = [409],
        },
        new("GET", place + "/{name}", "An object", Gate.Here(Permission.Read), async c => Show(await FindAsync(c))) { Answers = [new(200, typeof(ObjectView))] },
        new("PUT", place + "/{name}", "Replace an object of the version named, or make one that is not there", Gate.Here(Permission.Write), ReplaceAsync)
        {
            Query = [Reason], Body = ObjectBodies.One, Answers = [new(200, typeof(ObjectView)), new(201, typeof(ObjectView))], Problems = [409, 412, 428],
        },
        new("DELETE", place + "/{name}", "Take an object out", Gate.Here(Permission.Write), DeleteAsync) { Query = [Reason], Answers = [new(204, null)], Problems = [409, 412] },
        new("GET", place + "/{name}/used-by", "Who names an object", Gate.Here(Permission.Read), UsersAsync) { Answers = [new(200, typeof(UsageList))] },
    ];

    private Task<Answer> ListAllAsync(Call call)
    {
        if (call.Text("kind") is { } kind && ObjectKinds.Find(kind) is null) throw new RequestRefused(400, "A parameter is wrong.", [new("?kind", "There is no such kind.")]);
        return ListAsync(call, new() { Kind = call.Text("kind"), Namespace = call.Text("namespace") });
    }

    private async Task<Answer> ListAsync(Call call, ObjectQuery query)
    {
        query = query with { Limit = (int)(call.Number("limit") ?? 500), Continue = call.Text("continue"), Labels = Labels(call) };
        try
        {
            var page = await store.Tenant(call.Tenant).ListAsync(query, call.Stop);
            return Answer.Ok(new ObjectList([.. page.Objects.Where(o => call.By.May(Permission.Read, call.Tenant, o.Key.Local)).Select(o => o.View())], page.Continue));
        }
        catch (ArgumentException wrong)
        {
            throw new RequestRefused(400, "A parameter is wrong.", [new("?continue", wrong.Message.Split(" (Parameter", 2)[0])]);
        }
    }

    private async Task<Answer> CreateAsync(Call call)
    {
        var read = await call.ReadOneAsync(name: null);
        call.By.Require(Permission.Write, call.Tenant, [read.Draft.Key.Local]);
        var made = Done(await store.Tenant(call.Tenant).Changes.CreateAsync(read.Draft, By(call), call.Stop), call);
        return Show(made) with { Status = 201, Location = PathOf(made.Key) };
    }

    private async Task<Answer> ReplaceAsync(Call call)
    {
        var read = await call.ReadOneAsync(call.Name("name"));
        call.By.Require(Permission.Write, call.Tenant, [read.Draft.Key.Local]);
        var tenant = store.Tenant(call.Tenant);
        var header = IfMatch(call);
        if ((header ?? read.Version) is { } version) return Show(Done(await tenant.Changes.ReplaceAsync(read.Draft, version, By(call), call.Stop), call, header is not null));
        var result = await tenant.Changes.CreateAsync(read.Draft, By(call), call.Stop);
        if (result.Refusals.Any(r => r.Reason is RefusalReason.Exists))
            throw new RequestRefused(428, "It is there already: say which version is replaced.", [new("system_metadata.version", "It is missing, and so is the header If-Match.")]);
        var made = Done(result, call);
        return Show(made) with { Status = 201, Location = PathOf(made.Key) };
    }

    private async Task<Answer> DeleteAsync(Call call)
    {
        var key = ReadKey(call);
        call.By.Require(Permission.Write, call.Tenant, [key]);
        var version = IfMatch(call);
        (await store.Tenant(call.Tenant).Changes.ApplyAsync([ObjectChange.Delete(key, version)], By(call), stop: call.Stop)).OrRefuse(call.By, call.Tenant, version is not null);
        return Answer.Nothing;
    }

    private async Task<Answer> UsersAsync(Call call)
    {
        var record = await FindAsync(call);
        var users = await store.Tenant(call.Tenant).UsersAsync(record.Key.Local, call.Stop);
        return Answer.Ok(new UsageList([.. users.Where(u => call.By.May(Permission.Read, call.Tenant, u.User)).Select(u => new Usage(u.User.Kind, u.User.Namespace, u.User.Name, u.Field))]));
    }

    private async Task<Configuration.Objects.ObjectRecord> FindAsync(Call call) =>
        await store.Tenant(call.Tenant).FindAsync(ReadKey(call), call.Stop) ?? throw RequestRefused.NotFound($"There is no {call.Key}.");

    /// <summary>The key of the path, with names that can be names.</summary>
    public static LocalKey ReadKey(Call call) => call.Key is var key && key.Check().Any() ? throw RequestRefused.NotFound("There is nothing of such a name.") : key;

    /// <summary>Who changes something, and why.</summary>
    public static Authorship By(Call call, string? reason = null) => new(call.By.Author, reason ?? call.Text("reason") ?? "");

    private static Configuration.Objects.ObjectRecord Done(ApplyResult result, Call call, bool ifMatch = false) => result.OrRefuse(call.By, call.Tenant, ifMatch).Changes[0].After!;

    private static Answer Show(Configuration.Objects.ObjectRecord record) => Answer.Ok(record.View()) with { Version = record.Version };

    private static string PathOf(ObjectKey key) => key.Local.Namespace.Length > 0
        ? $"/api/tenants/{key.Tenant}/namespaces/{key.Local.Namespace}/{key.Local.Kind}/{key.Local.Name}"
        : $"/api/tenants/{key.Tenant}/{key.Local.Kind}/{key.Local.Name}";

    private static string? IfMatch(Call call)
    {
        // Two are not none: what names a version is never done without one.
        if (call.IsTwice("If-Match")) throw BadIfMatch();
        if (call.Header("If-Match") is not { } text) return null;
        return text.Length is > 2 and < 100 && text[0] is '"' && text.IndexOf('"', 1) == text.Length - 1 ? text[1..^1] : throw BadIfMatch();
    }

    private static RequestRefused BadIfMatch() => new(400, "If-Match is one version in quotes.", [new("If-Match", "It is one version in quotes, as ETag told it, and there once.")]);

    private static LabelSelector? Labels(Call call)
    {
        if (call.Text("labels") is not { Length: > 0 } text) return null;
        var (selector, fault) = LabelSelector.Parse(text);
        return selector ?? throw new RequestRefused(400, "A parameter is wrong.", [new("?labels", fault ?? "")]);
    }
}
