using Palisade.Api.Rollouts;
using static Palisade.Api.Client.ManagerConnection;

namespace Palisade.Api.Client;

/// <summary>Rollouts of the platform's objects.</summary>
public sealed class RolloutClient(ManagerConnection connection)
{
    private const string Root = "api/rollouts";

    /// <summary>All, the newest first.</summary>
    public Task<RolloutList> ListAsync(CancellationToken stop = default) => connection.SendAsync<RolloutList>(HttpMethod.Get, Root, null, stop);

    /// <summary>One.</summary>
    public Task<Rollout> GetAsync(string name, CancellationToken stop = default) => connection.SendAsync<Rollout>(HttpMethod.Get, PathOf(name), null, stop);

    /// <summary>Begins one, as JSON says.</summary>
    public Task<Rollout> BeginAsync(byte[] json, CancellationToken stop = default) => connection.SendAsync<Rollout>(HttpMethod.Post, Root, Bytes(json, "application/json"), stop);

    /// <summary>Does something with one: <c>pause</c>, <c>resume</c> or <c>rollback</c>.</summary>
    public Task<Rollout> MoveAsync(string name, string what, string reason, CancellationToken stop = default) =>
        connection.SendAsync<Rollout>(HttpMethod.Post, $"{PathOf(name)}/{what}", ToJson(new RolloutReason(reason)), stop);

    /// <summary>What reached which tenant when.</summary>
    public Task<RolloutReachList> ReachAsync(string name, string? after = null, CancellationToken stop = default) =>
        connection.SendAsync<RolloutReachList>(HttpMethod.Get, $"{PathOf(name)}/reach{(after is null ? "" : "?after=" + Uri.EscapeDataString(after))}", null, stop);

    private static string PathOf(string name) => $"{Root}/{Uri.EscapeDataString(name)}";
}
