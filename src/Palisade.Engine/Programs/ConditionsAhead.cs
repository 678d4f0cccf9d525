using System.Collections.Concurrent;
using Palisade.Engine.Operators;
using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Programs;

/// <summary>
/// Reads the conditions of operators while further rules are built: the longest part of compiling a thousand rules, and each by itself. Added to by one thread.
/// </summary>
internal sealed class ConditionsAhead : IDisposable
{
    // Fewer are sooner read when they are needed.
    private const int FewestTogether = 64;

    private readonly HashSet<Operator> _known = new(ReferenceEqualityComparer.Instance);
    private readonly BlockingCollection<Operator> _unread = [];
    private readonly ConcurrentDictionary<Operator, MatchCondition> _read = new(ReferenceEqualityComparer.Instance);
    private Task[] _readers = [];

    /// <summary>An operator whose condition will be needed. May be told more than once.</summary>
    public void Add(Operator op)
    {
        if (!_known.Add(op)) return;
        _unread.Add(op);
        // On threads of their own: requests wait for those of the pool.
        if (_known.Count == FewestTogether) _readers = [.. Enumerable.Range(1, Environment.ProcessorCount - 1).Select(_ => Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
    }

    /// <summary>Once: what was read, of few operators nothing.</summary>
    public ConcurrentDictionary<Operator, MatchCondition> Finish()
    {
        _unread.CompleteAdding();
        if (_known.Count >= FewestTogether) Read();
        Task.WaitAll(_readers);
        return _read;
    }

    /// <summary>Leaves what is not read yet.</summary>
    public void Dispose()
    {
        _unread.CompleteAdding();
        while (_unread.TryTake(out _))
        {
        }

        Task.WaitAll(_readers);
        _unread.Dispose();
    }

    private void Read()
    {
        foreach (var op in _unread.GetConsumingEnumerable()) _read[op] = op.Condition;
    }
}
