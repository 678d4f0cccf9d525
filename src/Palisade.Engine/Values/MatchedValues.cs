using System.Runtime.InteropServices;

namespace Palisade.Engine.Values;

/// <summary>MATCHED_VAR, MATCHED_VAR_NAME, MATCHED_VARS and MATCHED_VARS_NAMES: what the rule now running, and the links before it, matched.</summary>
internal sealed class MatchedValues
{
    private readonly List<ValueMatch> _all = [];

    public ReadOnlySpan<ValueMatch> All => CollectionsMarshal.AsSpan(_all);

    public ReadOnlyMemory<byte> LastName => _all.Count == 0 ? default : _all[^1].NameBytes;

    public ReadOnlyMemory<byte> LastValue => _all.Count == 0 ? default : _all[^1].Transformed;

    public void Add(in ValueMatch match) => _all.Add(match);

    public void Clear() => _all.Clear();
}
