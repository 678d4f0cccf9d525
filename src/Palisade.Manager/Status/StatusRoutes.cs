using System.Reflection;
using Palisade.Api.Objects;
using Palisade.Configuration.Objects;
using Palisade.Manager.Access;
using Palisade.Manager.Http;
using Palisade.Manager.Objects;
using Palisade.Storage;

namespace Palisade.Manager.Status;

/// <summary>Says what of an object is live on gateways.</summary>
/// <param name="saved">As it is saved.</param>
/// <returns>Null where nothing is known.</returns>
public delegate LiveState? LiveQuestion(ObjectRecord saved);

/// <summary>What holds: what is saved is one thing, what is live another.</summary>
internal sealed class StatusRoutes(ObjectStore store, LiveQuestion? live)
{
    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        .. ObjectRoutes.Places.Select(p => new Route("GET", p + "/{name}/status", "What of an object is saved, and what is live", Gate.Here(Permission.Read), StatusAsync) { Answers = [new(200, typeof(StatusView))] }),
        new("GET", "/api/health", "That the manager answers", Gate.Open, _ => Task.FromResult(Answer.Ok(Alive))) { Answers = [new(200, typeof(Health))] },
    ];

    private static Health Alive { get; } = new("ok", typeof(StatusRoutes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "");

    private async Task<Answer> StatusAsync(Call call)
    {
        var tenant = store.Tenant(call.Tenant);
        var key = ObjectRoutes.ReadKey(call);
        var saved = await tenant.FindAsync(key, call.Stop) ?? throw RequestRefused.NotFound($"There is no {key}.");
        var reported = await tenant.FindStatusAsync(key, call.Stop);
        return Answer.Ok(new StatusView(
            new(saved.Revision, saved.Generation, saved.Version, saved.Modified.At, saved.Modified.By), live?.Invoke(saved) ?? LiveState.Unknown, reported?.Status, reported?.At));
    }
}
