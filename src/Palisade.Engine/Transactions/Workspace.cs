using System.Collections.Concurrent;
using Palisade.Engine.Evaluation;
using Palisade.Engine.Http;
using Palisade.Engine.Programs;
using Palisade.Engine.Values;

namespace Palisade.Engine.Transactions;

/// <summary>What a transaction works with: kilobytes that would otherwise be made for each request, used for one after another.</summary>
internal sealed class Workspace
{
    /// <summary>The most kept for later. Default 256: more than are ever between two phases at once on the cores of one machine, and one for each thread besides; each holds about 100 KiB.</summary>
    private const int MostKept = 256;

    private static readonly ConcurrentQueue<Workspace> Idle = new();
    private static int _kept;

    // The one that this thread used last: its memory is still in the processor's caches. The queue hands out the one that was used longest ago.
    [ThreadStatic]
    private static Workspace? _last;

    private Workspace() => Evaluator = new(State, Control);

    public TransactionState State { get; } = new();

    public TransactionControl Control { get; } = new();

    public PhaseEvaluator Evaluator { get; }

    /// <summary>One for a transaction that starts.</summary>
    public static Workspace Take(RuleSet rules, CollectionStore collections, RequestHead head, ConnectionMemory? memory, bool keepSilent)
    {
        var workspace = _last;
        _last = null;
        if (workspace is null && Idle.TryDequeue(out workspace)) Interlocked.Decrement(ref _kept);
        workspace ??= new();
        workspace.Control.Begin(rules.Settings);
        workspace.Evaluator.Begin(keepSilent);
        workspace.State.Begin(rules, collections, head, memory?.Of(rules.Program));
        return workspace;
    }

    /// <summary>Gives it back. Nothing of it may be used after.</summary>
    public void Return()
    {
        State.Clear();
        Evaluator.Clear();
        if (_last is null) _last = this;
        else if (Interlocked.Increment(ref _kept) <= MostKept) Idle.Enqueue(this);
        else Interlocked.Decrement(ref _kept);
    }
}
