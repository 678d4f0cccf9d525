using Palisade.Engine.Programs;

namespace Palisade.Engine.Values;

/// <summary>What TX is after the changes with which a transaction begins: they are known from the rules, so that the next transaction of the same rules has it as a copy.</summary>
internal sealed class TxStart
{
    private TxUpdates? _updates;
    private TxVariables.Entry[] _entries = [];
    private int[] _index = [];
    private int _count;

    /// <summary>Copies it; 0, and nothing done, when it is of other changes or does not fit.</summary>
    /// <returns>How many variables there are.</returns>
    public int Copy(TxUpdates updates, TxVariables.Entry[] entries, int[] index)
    {
        if (!ReferenceEquals(updates, _updates) || index.Length != _index.Length) return 0;
        Array.Copy(_entries, entries, _count);
        _index.CopyTo(index, 0);
        return _count;
    }

    /// <summary>Takes it in, when the same changes come twice running: of sites that take turns, nothing is kept.</summary>
    public void Keep(TxUpdates updates, ReadOnlySpan<TxVariables.Entry> entries, int[] index)
    {
        (_count, _index) = (0, []);
        if (!ReferenceEquals(updates, _updates))
        {
            _updates = updates;
            return;
        }

        (_entries, _index, _count) = (entries.ToArray(), [.. index], entries.Length);
    }
}
