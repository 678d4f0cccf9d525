using System.Text;
using Palisade.Engine.Buffers;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>
/// The TX collection: variables of one transaction, names without regard to case, in order of creation. Names that stand in rules
/// are numbers (<see cref="TxNames"/>); a name that only this request knows gets a negative one, for this request.
/// </summary>
internal sealed class TxVariables
{
    private const int FirstIndexSize = 512;
    private const int Free = -1;

    private Entry[] _entries = new Entry[FirstIndexSize / 2];

    // Open addressing over _entries, linear probing: positions, or Free. Never more than half full.
    private int[] _index = NewIndex(FirstIndexSize);
    private int _count;
    private readonly LocalTxNames _local = new();
    private readonly TxStart _start = new();

    /// <summary>One variable; not <paramref name="Live"/> when it was removed.</summary>
    internal record struct Entry(int Number, string Name, ReadOnlyMemory<byte> Value, bool Live);

    /// <summary>The value of a variable by its number.</summary>
    public bool TryGet(int number, out ReadOnlyMemory<byte> value)
    {
        var at = _index[Slot(number)];
        if (at == Free || !_entries[at].Live)
        {
            value = default;
            return false;
        }

        value = _entries[at].Value;
        return true;
    }

    /// <summary>The value of a variable by its name.</summary>
    public bool TryGet(string name, out ReadOnlyMemory<byte> value)
    {
        value = default;
        return TryFind(name, out var number) && TryGet(number, out value);
    }

    /// <summary>Sets a value. The memory must stay as it is until the transaction ends.</summary>
    public void Set(int number, string name, ReadOnlyMemory<byte> value)
    {
        var slot = Slot(number);
        var at = _index[slot];
        if (at != Free && _entries[at].Live)
        {
            _entries[at].Value = value;
            return;
        }

        if (_count == _entries.Length) slot = Grow(number);
        _index[slot] = _count;
        _entries[_count++] = new(number, name, value, true);
    }

    /// <summary>The number of a name that the request put together, and the name as it is written there.</summary>
    public int NumberOf(ReadOnlySpan<byte> name, out string written) => _local.NumberOf(name, out written);

    /// <summary>The number of a name that was put together for a value which requests repeat.</summary>
    public int NumberOf(NamedVariable variable) => _local.NumberOf(variable);

    /// <summary>Sets capture <paramref name="index"/> (0 to 9).</summary>
    public void SetCapture(int index, ReadOnlyMemory<byte> value) => Set(index, TxNames.OfCapture(index), value);

    /// <summary>Makes changes that are all known beforehand. Those that come first are mostly the same as in the transaction before, and are copied from there.</summary>
    public void Make(TxUpdates updates)
    {
        var isFirst = _count == 0;
        if (isFirst && _start.Copy(updates, _entries, _index) is > 0 and var copied)
        {
            _count = copied;
            return;
        }

        foreach (ref readonly var change in updates.Changes.AsSpan())
        {
            if (change.Value is { } value) Set(change.Number, change.Name, value);
            else Remove(change.Number);
        }

        if (isFirst) _start.Keep(updates, _entries.AsSpan(0, _count), _index);
    }

    /// <summary>Removes a value; one set later under its name is a new one.</summary>
    public void Remove(int number)
    {
        var at = _index[Slot(number)];
        if (at != Free) _entries[at] = _entries[at] with { Live = false, Value = default };
    }

    /// <summary>Every variable, in order of creation.</summary>
    public IEnumerable<NamedValue> All()
    {
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Live) yield return new(Encoding.Latin1.GetBytes(_entries[i].Name), _entries[i].Value);
        }
    }

    /// <summary>Adds the variables that a selector means to a rule's values, in order of creation.</summary>
    public void Read(Selector? selector, Arena names, List<ValueItem> into)
    {
        var answers = selector is Selector.Pattern pattern ? _local.AnswersOf(pattern.TxNames) : null;
        for (var i = 0; i < _count; i++)
        {
            ref readonly var entry = ref _entries[i];
            if (!entry.Live || answers?.Includes(entry.Number, entry.Name) == false) continue;
            into.Add(new(VariableId.TX, names.Narrow(entry.Name), entry.Value));
        }
    }

    /// <summary>Whether a selector means one of the variables.</summary>
    public bool HasAny(Selector.Pattern selector)
    {
        var answers = _local.AnswersOf(selector.TxNames);
        foreach (ref readonly var entry in _entries.AsSpan(0, _count))
        {
            if (entry.Live && answers.Includes(entry.Number, entry.Name)) return true;
        }

        return false;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (_count > 0) Array.Fill(_index, Free);
        Array.Clear(_entries, 0, _count);
        _count = 0;
        _local.Trim();
    }

    private static int[] NewIndex(int size)
    {
        var index = new int[size];
        Array.Fill(index, Free);
        return index;
    }

    private bool TryFind(string name, out int number) => _local.TryFind(name, out number) || TxNames.TryFind(name, out number);

    // The slot that holds a number, or the free one where it would go.
    private int Slot(int number)
    {
        var mask = _index.Length - 1;
        var slot = (number * 31) & mask;
        while (_index[slot] is not Free and var at && _entries[at].Number != number) slot = (slot + 1) & mask;
        return slot;
    }

    private int Grow(int number)
    {
        Array.Resize(ref _entries, 2 * _entries.Length);
        _index = NewIndex(2 * _index.Length);
        // Of a name that was removed and set again, the later entry counts.
        for (var i = 0; i < _count; i++) _index[Slot(_entries[i].Number)] = i;
        return Slot(number);
    }
}
