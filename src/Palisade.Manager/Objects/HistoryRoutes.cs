using Palisade.Api.Objects;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;
using Palisade.Manager.Http;
using Palisade.Storage;
using Palisade.Storage.Objects;

namespace Palisade.Manager.Objects;

/// <summary>What objects were, how that differs, and going back.</summary>
internal sealed class HistoryRoutes(ObjectStore store)
{
    private const int MostDiffered = 2000;

    private static readonly QueryParameter[] Range = [new("up_to", "integer", "Up to this revision. Default the newest.", 0, long.MaxValue), new("limit", "integer", "At most so many. Default 100.", 1, 1000)];

    private static readonly QueryParameter[] Ends = [new("from", "integer", "The revision before.", 0, long.MaxValue), new("to", "integer", "The revision after. Default the newest.", 0, long.MaxValue)];

    private static readonly QueryParameter DryRun = new("dry_run", "boolean", "Only say what would be changed.");

    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        .. ObjectRoutes.Places.Select(p => p + "/{name}").SelectMany(OfObject),
        new("GET", "/api/tenants/{tenant}/history", "What was done in a tenant, the newest first", Gate.Somewhere(Permission.Read), c => ListAsync(c, null)) { Query = Range, Answers = [new(200, typeof(HistoryList))] },
        new("GET", "/api/tenants/{tenant}/diff", "How a tenant differs between two revisions", Gate.Somewhere(Permission.Read), DiffAllAsync) { Query = Ends, Answers = [new(200, typeof(DiffView))], Problems = [422] },
        new("POST", "/api/tenants/{tenant}/revert", "Make everything what it was at a revision", Gate.Here(Permission.Write), RevertAllAsync)
        {
            Query = [DryRun], Body = new(typeof(Revert)), Answers = [new(200, typeof(Applied))], Problems = [409],
        },
    ];

    private IEnumerable<Route> OfObject(string path) =>
    [
        new("GET", path + "/history", "What was done with an object, the newest first", Gate.Here(Permission.Read), c => ListAsync(c, ObjectRoutes.ReadKey(c))) { Query = Range, Answers = [new(200, typeof(HistoryList))] },
        new("GET", path + "/history/{revision}", "An object as it was at a revision", Gate.Here(Permission.Read), AtAsync) { Answers = [new(200, typeof(VersionView))] },
        new("GET", path + "/diff", "How an object differs between two revisions", Gate.Here(Permission.Read), DiffAsync) { Query = Ends, Answers = [new(200, typeof(DiffView))] },
        new("POST", path + "/revert", "Make an object what it was at a revision", Gate.Here(Permission.Write), RevertAsync)
        {
            Query = [DryRun], Body = new(typeof(Revert)), Answers = [new(200, typeof(Applied))], Problems = [409],
        },
    ];

    private async Task<Answer> ListAsync(Call call, LocalKey? key)
    {
        var limit = (int)(call.Number("limit") ?? 100);
        // One more, to know where the next page begins; a revision that does not fit is told whole there.
        var found = await store.Tenant(call.Tenant).Past.HistoryAsync(new() { Key = key, UpTo = call.Number("up_to") ?? long.MaxValue, Limit = limit + 1 }, call.Stop);
        if (found.Count == 0 && key is not null && call.Number("up_to") is null) throw RequestRefused.NotFound("There never was such an object.");
        var last = found.Count > limit ? found[^1].Revision : (long?)null;
        var shown = last is { } cut && found[0].Revision > cut ? found.Where(v => v.Revision > cut) : found.Take(limit);
        var next = last is { } at ? found[0].Revision > at ? at : at - 1 : (long?)null;
        return Answer.Ok(new HistoryList([.. shown.Where(v => call.By.May(Permission.Read, call.Tenant, v.Key)).Select(v => v.View(whole: false))], next));
    }

    private async Task<Answer> AtAsync(Call call)
    {
        if (!long.TryParse(call.Name("revision"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var revision)) throw RequestRefused.NotFound("There is no such revision.");
        return Answer.Ok((await VersionAsync(call, ObjectRoutes.ReadKey(call), revision) ?? throw RequestRefused.NotFound("The object was not there yet.")).View(whole: true));
    }

    private async Task<Answer> DiffAsync(Call call)
    {
        var key = ObjectRoutes.ReadKey(call);
        var (from, to) = await EndsAsync(call);
        var (before, after) = (await VersionAsync(call, key, from), await VersionAsync(call, key, to));
        if (before is null && after is null) throw RequestRefused.NotFound("There never was such an object.");
        return Answer.Ok(new DiffView(from, to, ObjectViews.Between(before, after) is { } change ? [change] : []));
    }

    private async Task<Answer> DiffAllAsync(Call call)
    {
        var (from, to) = await EndsAsync(call);
        var since = await store.Tenant(call.Tenant).ChangesSinceAsync(from, MostDiffered * 4, call.Stop);
        var keys = since.Changes.Where(c => c.Revision <= to && call.By.May(Permission.Read, call.Tenant, c.Key)).Select(c => c.Key).Distinct().ToList();
        if (keys.Count > MostDiffered || since.Revision < to) throw new RequestRefused(422, $"More than {MostDiffered} objects were changed between them; ask for less.");
        var changes = new List<ChangeView>();
        foreach (var key in keys.Order(LocalKey.Order))
        {
            if (ObjectViews.Between(await VersionAsync(call, key, from), await VersionAsync(call, key, to)) is { } change) changes.Add(change);
        }

        return Answer.Ok(new DiffView(from, to, changes));
    }

    private async Task<Answer> RevertAsync(Call call)
    {
        var (key, asked) = (ObjectRoutes.ReadKey(call), await ReadAsync(call));
        call.By.Require(Permission.Write, call.Tenant, [key]);
        var result = await store.Tenant(call.Tenant).Changes.RevertAsync(key, asked.Revision, ObjectRoutes.By(call, asked.Reason), call.Flag("dry_run"), call.Stop);
        return Tell(call, result);
    }

    private async Task<Answer> RevertAllAsync(Call call)
    {
        var (asked, changes) = (await ReadAsync(call), store.Tenant(call.Tenant).Changes);
        var plan = (await changes.RevertAllAsync(asked.Revision, ObjectRoutes.By(call, asked.Reason), dryRun: true, call.Stop)).OrRefuse(call.By, call.Tenant);
        call.By.Require(Permission.Write, call.Tenant, plan.Changes.Select(c => c.Key));
        return Tell(call, call.Flag("dry_run") ? plan : await changes.RevertAllAsync(asked.Revision, ObjectRoutes.By(call, asked.Reason), stop: call.Stop));
    }

    private static Answer Tell(Call call, Storage.Changes.ApplyResult result) =>
        Answer.Ok(new Applied(result.OrRefuse(call.By, call.Tenant).Revision, call.Flag("dry_run"), [.. result.Changes.Select(c => c.View())]));

    private async Task<Revert> ReadAsync(Call call)
    {
        var asked = await call.ReadAsync(f => Read(f));
        return asked.Revision <= await store.Tenant(call.Tenant).RevisionAsync(call.Stop) ? asked : throw BodyText.Invalid([new("revision", "There is no such revision yet.")]);
    }

    private static Revert Read(Fields fields)
    {
        var (revision, reason) = (fields.Number("revision", 0, int.MaxValue), fields.OptionalText("reason") ?? "");
        if (!fields.Has("revision")) fields.Fault("revision", "It is missing.");
        if (reason.Length > 4096 || reason.Contains('\0', StringComparison.Ordinal)) fields.Fault("reason", "It has up to 4,096 characters, none of them NUL.");
        return new(revision ?? 0, reason);
    }

    private async Task<ObjectVersion?> VersionAsync(Call call, LocalKey key, long revision) =>
        (await store.Tenant(call.Tenant).Past.HistoryAsync(new() { Key = key, UpTo = revision, Limit = 1 }, call.Stop)) is [var found, ..] ? found : null;

    private async Task<(long From, long To)> EndsAsync(Call call)
    {
        var newest = await store.Tenant(call.Tenant).RevisionAsync(call.Stop);
        var to = call.Number("to") ?? newest;
        var from = call.Number("from") ?? Math.Max(0, to - 1);
        if (to > newest || from > to) throw new RequestRefused(400, "A parameter is wrong.", [new(to > newest ? "?to" : "?from", to > newest ? $"The newest revision is {newest}." : "It is behind to.")]);
        return (from, to);
    }
}
