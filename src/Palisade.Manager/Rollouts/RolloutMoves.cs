using Palisade.Api.Rollouts;
using Palisade.Configuration.Documents;

namespace Palisade.Manager.Rollouts;

/// <summary>From one state of a rollout to the next. What is not named here does not happen.</summary>
internal static class RolloutMoves
{
    /// <summary>Who does what happens by itself.</summary>
    public const string Itself = "palisade";

    private const int MostSteps = 200;

    /// <summary>Whether a rollout holds its object: no other of the same object begins before it is over.</summary>
    public static bool IsOpen(this Rollout rollout) => rollout.State is not (RolloutState.Completed or RolloutState.RolledBack);

    /// <summary>A rollout that begins.</summary>
    public static Rollout Begin(NewRollout plan, long previous, string by, DateTimeOffset at) =>
        new(plan, RolloutState.Running, 0, at, previous, "", "", RolloutHealth.None, [new(at, Word.Of(RolloutState.Running), plan.Stages[0].Name, by, "begun")]);

    /// <summary>Stops it; null when it does not run.</summary>
    public static Rollout? Pause(this Rollout rollout, string by, string reason, DateTimeOffset at) => rollout.State is RolloutState.Running ? rollout.To(RolloutState.Paused, by, reason, at) : null;

    /// <summary>Goes on with the stage where it stood, watched anew from now on; null when it was not stopped.</summary>
    public static Rollout? Resume(this Rollout rollout, string by, string reason, DateTimeOffset at) =>
        rollout.State is RolloutState.Paused or RolloutState.Halted ? rollout.To(RolloutState.Running, by, reason, at) with { StageBegan = at, Health = RolloutHealth.None } : null;

    /// <summary>Takes it back; null when it is being taken back, or was.</summary>
    public static Rollout? RollBack(this Rollout rollout, string by, string reason, DateTimeOffset at) =>
        rollout.State is RolloutState.RollingBack or RolloutState.RolledBack ? null : rollout.To(RolloutState.RollingBack, by, reason, at);

    /// <summary>A gate stopped it.</summary>
    public static Rollout Halt(this Rollout rollout, string reason, DateTimeOffset at) => rollout.To(RolloutState.Halted, Itself, reason, at);

    /// <summary>Its stage is over: the next, or the end.</summary>
    public static Rollout Advance(this Rollout rollout, DateTimeOffset at)
    {
        if (rollout.Stage + 1 >= rollout.Plan.Stages.Count) return rollout.To(RolloutState.Completed, Itself, "all stages passed", at);
        var next = rollout with { Stage = rollout.Stage + 1, StageBegan = at, Health = RolloutHealth.None };
        return next.To(RolloutState.Running, Itself, "the stage before passed", at);
    }

    /// <summary>Everybody has what was before.</summary>
    public static Rollout Back(this Rollout rollout, string reason, DateTimeOffset at) => rollout.To(RolloutState.RolledBack, Itself, reason, at);

    private static Rollout To(this Rollout rollout, RolloutState state, string by, string reason, DateTimeOffset at)
    {
        RolloutStep[] steps = [.. rollout.Steps, new(at, Word.Of(state), rollout.Plan.Stages[rollout.Stage].Name, by, reason)];
        // The first says when it was begun and by whom.
        return rollout with { State = state, Reason = reason, Waiting = "", Steps = steps.Length <= MostSteps ? steps : [steps[0], .. steps[^(MostSteps - 1)..]] };
    }
}
