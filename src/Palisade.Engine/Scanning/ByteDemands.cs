using System.Numerics;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Scanning;

/// <summary>The demands that bytes can meet. Most ask for marks, of which a value has few different ones: those are looked up by byte. The few that ask for letters or digits are asked one by one.</summary>
internal sealed class ByteDemands
{
    private const int BitsOfAWord = 64;

    private static readonly ByteSet Common = NamedSets.Digit | NamedSets.Upper | NamedSets.Lower;

    private readonly (ByteSet Bytes, int Demand)[] _common;
    private readonly ByteSet _marks;
    private readonly int[] _byMark;
    private readonly int _words;

    // For each byte a row of words with a bit for each entry of _byMark.
    private readonly ulong[] _rows;

    public ByteDemands(IReadOnlyList<MatchGroup> demands)
    {
        var numbers = Enumerable.Range(0, demands.Count).Where(d => !demands[d].Bytes.IsEmpty).ToLookup(d => demands[d].Bytes.Overlaps(Common));
        _common = [.. numbers[true].Select(d => (demands[d].Bytes, d))];
        _byMark = [.. numbers[false]];
        _words = (_byMark.Length + BitsOfAWord - 1) / BitsOfAWord;
        _rows = new ulong[256 * _words];
        for (var i = 0; i < _byMark.Length; i++)
        {
            var bytes = demands[_byMark[i]].Bytes;
            _marks |= bytes;
            foreach (var b in bytes.Bytes) _rows[(b * _words) + (i / BitsOfAWord)] |= 1UL << (i % BitsOfAWord);
        }
    }

    /// <summary>The bytes it takes, roughly.</summary>
    public int Size => (_rows.Length * sizeof(ulong)) + (_byMark.Length * sizeof(int)) + (_common.Length * 2 * 32);

    /// <summary>Meets the demands that the bytes of a value meet.</summary>
    public void Search(ref ScanRun run, in ByteSet present)
    {
        foreach (ref readonly var demand in _common.AsSpan())
        {
            if (demand.Bytes.Overlaps(present)) run.Meet(demand.Demand);
        }

        var marks = present & _marks;
        if (marks.IsEmpty) return;
        for (var word = 0; word < _words; word++)
        {
            for (var met = Met(marks, word); met != 0; met &= met - 1) run.Meet(_byMark[(word * BitsOfAWord) + BitOperations.TrailingZeroCount(met)]);
        }
    }

    private ulong Met(in ByteSet marks, int word)
    {
        var met = 0UL;
        for (var i = 0; i < ByteSet.Words; i++)
        {
            for (var bits = marks.Word(i); bits != 0; bits &= bits - 1) met |= _rows[(((i * BitsOfAWord) + BitOperations.TrailingZeroCount(bits)) * _words) + word];
        }

        return met;
    }
}
