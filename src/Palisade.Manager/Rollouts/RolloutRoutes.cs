using Palisade.Api.Faults;
using Palisade.Api.Rollouts;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Http;
using Palisade.Storage;
using Palisade.Storage.Records;

namespace Palisade.Manager.Rollouts;

/// <summary>Rollouts, for whoever administers the platform: they name tenants.</summary>
internal sealed class RolloutRoutes(ObjectStore store, TimeProvider clock)
{
    private const string Root = "/api/rollouts";

    private readonly RolloutBook _book = new(store);

    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("GET", Root, "Rollouts, the newest first", Gate.Platform, async c => Answer.Ok(new RolloutList([.. (await _book.AllAsync(c.Stop)).Select(r => r.Rollout)]))) { Answers = [new(200, typeof(RolloutList))] },
        new("POST", Root, "Begin a rollout of one of the platform's objects", Gate.Platform, BeginAsync) { Body = new(typeof(NewRollout)), Answers = [new(201, typeof(Rollout))], Problems = [409, 422] },
        new("GET", Root + "/{name}", "A rollout", Gate.Platform, async c => Answer.Ok((await FindAsync(c)).Rollout)) { Answers = [new(200, typeof(Rollout))], Problems = [404] },
        new("GET", Root + "/{name}/reach", "What of its object reached which tenant when", Gate.Platform, ReachAsync)
        {
            Query = [new("after", "string", "The tenant behind which the page begins", Most: ObjectNames.LongestLabel)], Answers = [new(200, typeof(RolloutReachList))], Problems = [404],
        },
        Move("pause", "Stop it where it is", (r, by, why, at) => r.Pause(by, why, at)),
        Move("resume", "Go on with the stage where it stood", (r, by, why, at) => r.Resume(by, why, at)),
        Move("rollback", "Give every tenant what it had before", (r, by, why, at) => r.RollBack(by, why, at)),
    ];

    private Route Move(string word, string summary, Func<Rollout, string, string, DateTimeOffset, Rollout?> move) => new("POST", $"{Root}/{{name}}/{word}", summary, Gate.Platform, c => MoveAsync(c, word, move))
    {
        Body = new(typeof(RolloutReason)), Answers = [new(200, typeof(Rollout))], Problems = [404, 409],
    };

    private async Task<Answer> BeginAsync(Call call)
    {
        var plan = await call.ReadAsync(RolloutText.Read);
        var (key, system) = (new LocalKey(plan.Kind, plan.Namespace, plan.Object), store.Tenant(ObjectNames.SystemTenant));
        var version = await system.Past.HistoryAsync(new() { Key = key, UpTo = plan.Revision > 0 ? plan.Revision : long.MaxValue, Limit = 1 }, call.Stop) is [{ IsDeletion: false } found]
            ? found : throw new RequestRefused(422, $"The platform has no {key}{(plan.Revision > 0 ? $" at revision {plan.Revision}" : "")}.", [new Fault("object", $"There is no {key} in the tenant '{ObjectNames.SystemTenant}'.")]);
        var all = await _book.AllAsync(call.Stop);
        if (all.FirstOrDefault(r => r.Rollout.IsOpen() && RolloutBook.ObjectOf(r.Rollout) == key).Rollout is { } open)
            throw new RequestRefused(409, $"The rollout '{open.Plan.Name}' of {key} is {Word.Of(open.State)}; one of an object goes on at a time. Roll it back, or let it end.");
        var previous = all.FirstOrDefault(r => r.Rollout.State is RolloutState.Completed && RolloutBook.ObjectOf(r.Rollout) == key).Rollout?.Plan.Revision ?? 0;
        if (previous == version.Revision) throw new RequestRefused(409, $"Everybody has revision {version.Revision} of {key} already.");
        var rollout = RolloutMoves.Begin(plan with { Revision = version.Revision }, previous, call.By.Author, clock.GetUtcNow());
        if (!await _book.WriteAsync(rollout, 0, new("rollout.begun", new(call.By.Author, $"{plan.Name}: {key} of revision {version.Revision}")), call.Stop)) throw new RequestRefused(409, $"There is a rollout '{plan.Name}' already.");
        return new(201, rollout) { Location = $"{Root}/{plan.Name}" };
    }

    private async Task<Answer> MoveAsync(Call call, string word, Func<Rollout, string, string, DateTimeOffset, Rollout?> move)
    {
        var reason = await call.ReadAsync(f => f.OptionalText("reason") ?? "");
        if (reason.Length > 1024 || reason.Any(char.IsControl)) throw BodyText.Invalid([new Fault("reason", "It has up to 1,024 characters, none of them a control character.")]);
        var (rollout, version) = await FindAsync(call);
        if (rollout.State is RolloutState.Completed) await RequireNewestAsync(rollout, call.Stop);
        if (move(rollout, call.By.Author, reason, clock.GetUtcNow()) is not { } next) throw new RequestRefused(409, $"It is {Word.Of(rollout.State)}: {word} does nothing there.");
        var note = new RecordNote($"rollout.{word}", new(call.By.Author, $"{rollout.Plan.Name}: {reason}"));
        if (!await _book.WriteAsync(next, version, note, call.Stop)) throw new RequestRefused(409, "It moved on meanwhile; look again.");
        return Answer.Ok(next);
    }

    private async Task RequireNewestAsync(Rollout rollout, CancellationToken stop)
    {
        var newer = (await _book.AllAsync(stop)).Select(r => r.Rollout).FirstOrDefault(r => RolloutBook.ObjectOf(r) == RolloutBook.ObjectOf(rollout) && r.State is not RolloutState.RolledBack);
        if (newer is not null && newer.Plan.Name != rollout.Plan.Name) throw new RequestRefused(409, $"The rollout '{newer.Plan.Name}' of the same object is newer; roll that back first.");
    }

    private async Task<(Rollout Rollout, long Version)> FindAsync(Call call) => await _book.FindAsync(call.Name("name"), call.Stop) ?? throw RequestRefused.NotFound("There is no such rollout.");

    private async Task<Answer> ReachAsync(Call call)
    {
        const int mostTenants = 200;
        var pin = PlatformObjects.KeyOf(RolloutBook.ObjectOf((await FindAsync(call)).Rollout));
        string[] tenants = [.. (await store.RevisionsAsync(call.Stop)).Keys.Where(t => string.CompareOrdinal(t, call.Text("after") ?? "") > 0).Take(mostTenants)];
        var reach = new List<RolloutReach>();
        foreach (var tenant in tenants)
        {
            foreach (var version in await store.Tenant(tenant).Past.HistoryAsync(new() { Key = pin, Limit = 20 }, call.Stop))
            {
                if (SpecReaders.Read(pin.Kind, version.ReadSpec()).Spec is PlatformObjectSpec spec) reach.Add(new(tenant, version.IsDeletion ? 0 : spec.Revision, spec.Rollout, version.Stamp.At, version.Reason));
            }
        }

        return Answer.Ok(new RolloutReachList(reach, tenants.Length == mostTenants ? tenants[^1] : null));
    }
}
