namespace Palisade.Api.Rollouts;

/// <summary>Where a rollout stands.</summary>
public enum RolloutState
{
    /// <summary>It goes on, stage by stage.</summary>
    Running,

    /// <summary>Somebody stopped it; who has it keeps it.</summary>
    Paused,

    /// <summary>A gate stopped it; who has it keeps it.</summary>
    Halted,

    /// <summary>Everybody has it.</summary>
    Completed,

    /// <summary>It is being taken back.</summary>
    RollingBack,

    /// <summary>Everybody has what was before.</summary>
    RolledBack,
}

/// <summary>A rollout that is to begin: one object of the platform, at one revision, to ever more tenants.</summary>
/// <param name="Name">Its own name.</param>
/// <param name="Kind">Of the object: <c>rule_set</c>, <c>signature_set</c>, <c>engine_settings</c> or <c>feature_flags</c>.</param>
/// <param name="Namespace">Where the object is in the tenant <c>system</c>.</param>
/// <param name="Object">The object's name.</param>
/// <param name="Revision">The revision of <c>system</c> that the object is taken as of; 0 for the newest.</param>
/// <param name="Stages">In their order.</param>
/// <param name="Gates">What stops it by itself.</param>
public sealed record NewRollout(string Name, string Kind, string Namespace, string Object, long Revision, IReadOnlyList<RolloutStage> Stages, RolloutGates Gates);

/// <summary>A stage: the tenants that are added with it, and how long it is watched. One of the choices is taken.</summary>
/// <param name="Tenants">These tenants.</param>
/// <param name="Ring">Tenants of this <c>rollout_ring</c>: <c>own</c> or <c>beta</c>.</param>
/// <param name="Labels">Tenants whose <c>tenant</c> object has these labels.</param>
/// <param name="Percent">So many of all tenants, 1 to 100, by a hash of their names: who is among 10 is among 50.</param>
/// <param name="Everyone">All.</param>
/// <param name="BakeSeconds">How long it lasts at least, in seconds.</param>
/// <param name="LeastRequests">Requests that its tenants must have had before it is over.</param>
public sealed record RolloutStage(
    string Name, IReadOnlyList<string>? Tenants = null, string? Ring = null, string? Labels = null, int? Percent = null, bool Everyone = false, int BakeSeconds = 600, long LeastRequests = 0);

/// <summary>What stops a rollout by itself, judged in each stage over the tenants that have it. What is absent is not judged.</summary>
/// <param name="MostErrorPercent">Requests answered 500 to 599, of a hundred.</param>
/// <param name="MostBlockedPercent">Requests blocked, or in simulation reported, of a hundred.</param>
/// <param name="MostLatencySeconds">What 99 of 100 requests take at most.</param>
/// <param name="MostCrashes">Gateways that crashed, or went away.</param>
/// <param name="JudgedFrom">Requests from which on shares and latency are judged.</param>
public sealed record RolloutGates(double? MostErrorPercent = null, double? MostBlockedPercent = null, double? MostLatencySeconds = null, int? MostCrashes = null, long JudgedFrom = 100);

/// <summary>What gateways said in a stage of the tenants that have it.</summary>
/// <param name="Buckets">Requests by time.</param>
public sealed record RolloutHealth(long Requests, long Errors, long Blocked, long Crashes, IReadOnlyList<long> Buckets)
{
    /// <summary>Nothing was said yet.</summary>
    public static RolloutHealth None { get; } = new(0, 0, 0, 0, []);
}

/// <summary>Something that happened to a rollout.</summary>
/// <param name="State">As of <see cref="RolloutState"/>, in its word.</param>
/// <param name="By">Who did it; <c>palisade</c> where it happened by itself.</param>
public sealed record RolloutStep(DateTimeOffset At, string State, string Stage, string By, string Reason);

/// <summary>A rollout.</summary>
/// <param name="Plan">As it was begun, with the revision that it brings.</param>
/// <param name="Stage">The number of its stage, from 0.</param>
/// <param name="StageBegan">When that stage began.</param>
/// <param name="Previous">The revision that tenants had before; 0 for none.</param>
/// <param name="Reason">Why it stands where it stands; may be empty.</param>
/// <param name="Waiting">What the stage waits for; may be empty.</param>
/// <param name="Steps">What happened, in its order.</param>
public sealed record Rollout(
    NewRollout Plan, RolloutState State, int Stage, DateTimeOffset StageBegan, long Previous, string Reason, string Waiting, RolloutHealth Health, IReadOnlyList<RolloutStep> Steps);

/// <summary>Rollouts, the newest first.</summary>
public sealed record RolloutList(IReadOnlyList<Rollout> Items);

/// <summary>Why somebody does something.</summary>
public sealed record RolloutReason(string Reason = "");

/// <summary>What a tenant got of a rollout's object, and when; the newest first.</summary>
/// <param name="Revision">The revision that it got; 0 for none any more.</param>
/// <param name="Rollout">The rollout that brought it.</param>
public sealed record RolloutReach(string Tenant, long Revision, string Rollout, DateTimeOffset At, string Reason);

/// <summary>A page of what reached whom when.</summary>
/// <param name="Continue">For <c>after</c>, to get the next page; absent on the last.</param>
public sealed record RolloutReachList(IReadOnlyList<RolloutReach> Items, string? Continue = null);
