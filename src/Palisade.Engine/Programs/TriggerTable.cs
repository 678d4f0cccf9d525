using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Programs;

/// <summary>
/// Numbers for the sets of bytes that steps of chains act on, of which a rule set has a dozen: which of them a text has bytes of is worked out once for the text, and
/// is a word in which each step looks for its bit.
/// </summary>
/// <param name="basis">A table whose numbers hold here too; only read. Or null.</param>
internal sealed class TriggerTable(TriggerTable? basis)
{
    /// <summary>The bit that every text has: of steps that act on any byte, and of those for which no number is left.</summary>
    public const ulong Always = 1UL << 63;

    private const int MostSets = 63;

    private ByteSet[] _sets = basis?._sets ?? [];

    /// <summary>The bit of a set, alone.</summary>
    public ulong BitOf(in ByteSet triggers)
    {
        if (triggers == ByteSet.All) return Always;
        var at = Array.IndexOf(_sets, triggers);
        if (at >= 0) return 1UL << at;
        if (_sets.Length == MostSets) return Always;
        // A new array: that of the basis is shared.
        _sets = [.. _sets, triggers];
        return 1UL << (_sets.Length - 1);
    }

    /// <summary>The bits of the sets of which a text has bytes.</summary>
    /// <param name="present">The bytes of the text.</param>
    public ulong SignatureOf(in ByteSet present)
    {
        var signature = Always;
        var sets = _sets;
        for (var i = 0; i < sets.Length; i++)
        {
            if (sets[i].Overlaps(present)) signature |= 1UL << i;
        }

        return signature;
    }
}
