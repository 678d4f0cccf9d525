using Palisade.Trust.Delivery;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Sandbox;

/// <summary>The trials of one tenant: which snapshot may be published, and where the newest one stands. To be used under one lock.</summary>
internal sealed class TenantTrials
{
    private const string NobodyThere = "No sandbox is connected.";

    private readonly SandboxOptions _options;

    public TenantTrials(SandboxOptions options, KeptVerdict? kept)
    {
        _options = options;
        (Passed, WasTried) = (kept?.Passed, kept is not null);
        (Refused, Reason) = (kept?.Refused, kept?.Reason ?? "");
    }

    /// <summary>The newest snapshot; the default value before the first.</summary>
    public SnapshotPosition Position { get; private set; }

    /// <summary>Where it stands.</summary>
    public TrialStage Stage { get; private set; }

    /// <summary>Why.</summary>
    public string Reason { get; private set; }

    /// <summary>When it got there.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>What was said of it.</summary>
    public SandboxVerdict? Verdict { get; private set; }

    /// <summary>The last one that may be published.</summary>
    public SnapshotPosition? Passed { get; private set; }

    /// <summary>The last one that was refused.</summary>
    public SnapshotPosition? Refused { get; private set; }

    /// <summary>Whether a sandbox ever had a say.</summary>
    public bool WasTried { get; private set; }

    /// <summary>Objects that the newest one changed.</summary>
    public int Objects { get; private set; }

    /// <summary>Since when a verdict is waited for; null while it is not.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>For how long.</summary>
    public TimeSpan Patience => _options.Patience + (_options.PerObject * Math.Min(Objects, 100_000));

    /// <summary>For the status.</summary>
    public TrialState Read() => new(Position, Stage, Reason, Since, Passed, Verdict);

    /// <summary>There is a newer snapshot.</summary>
    /// <param name="sandboxes">How many are connected.</param>
    /// <param name="mayReturn">Whether one that was there before may soon be back.</param>
    public void Offer(SnapshotPosition position, int objects, int sandboxes, bool mayReturn, DateTimeOffset now)
    {
        var first = Position == default;
        (Position, Objects, Verdict, Since, AskedAt) = (position, objects, null, now, null);
        if (Passed == position)
        {
            (Stage, Reason) = (TrialStage.Passed, "");
        }
        else if (_options.Mode is SandboxMode.None)
        {
            Let("Snapshots are published without a sandbox (--sandbox none).");
        }
        else if (sandboxes > 0)
        {
            (Stage, Reason, AskedAt) = (TrialStage.Waiting, "It is being tried.", now);
        }
        else if (first && Refused == position)
        {
            // Before a restart.
            Stage = TrialStage.Refused;
        }
        else if (_options.Mode is SandboxMode.Required)
        {
            (Stage, Reason) = (TrialStage.Waiting, $"{NobodyThere} Without one nothing is published (--sandbox required).");
        }
        else if (IsSuspect)
        {
            (Stage, Reason) = (TrialStage.Waiting, $"{NobodyThere} The last snapshot that was tried was refused, so this one waits for one.");
        }
        else if (WasTried && mayReturn)
        {
            (Stage, Reason, AskedAt) = (TrialStage.Waiting, $"{NobodyThere} One that was there before is waited for.", now);
        }
        else
        {
            Let(NobodyThere);
        }
    }

    /// <summary>A sandbox is there now.</summary>
    public void Connected(DateTimeOffset now)
    {
        if (Stage is TrialStage.Waiting) (AskedAt, Reason) = (now, "It is being tried.");
    }

    /// <summary>Nothing was said for too long.</summary>
    public void TooLate(int sandboxes, DateTimeOffset now)
    {
        (AskedAt, Since) = (null, now);
        if (sandboxes is 0 && _options.Mode is SandboxMode.Available && !IsSuspect && Reason.StartsWith(NobodyThere, StringComparison.Ordinal)) Let(NobodyThere);
        else (Stage, Reason) = (TrialStage.Late, $"The sandbox gave no verdict within {Patience.TotalSeconds:0.#} s. The snapshot before stays; the next change is tried anew.");
    }

    /// <summary>A sandbox spoke.</summary>
    public void Take(SandboxVerdict verdict, DateTimeOffset now)
    {
        var (position, passed) = (verdict.Position, verdict.Outcome is SandboxOutcome.Passed);
        WasTried = true;
        if (passed && !(Passed > position)) Passed = position;
        if (!passed && !(Refused > position)) Refused = position;
        if (position != Position) return;
        (Verdict, Since, AskedAt) = (verdict, now, null);
        // What gateways have already is not taken from them.
        if (passed || Passed == position) (Stage, Reason) = (passed ? TrialStage.Passed : Stage, passed ? "" : $"It is published, and a sandbox says: {verdict.Reason}");
        else (Stage, Reason) = (TrialStage.Refused, verdict.Reason);
    }

    private bool IsSuspect => Refused is { } refused && !(Passed > refused);

    private void Let(string reason) => (Stage, Reason, Passed) = (TrialStage.Unasked, reason, Position);
}
