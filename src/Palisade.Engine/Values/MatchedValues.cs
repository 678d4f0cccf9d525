using System.Text;

namespace Palisade.Engine.Values;

/// <summary>MATCHED_VAR, MATCHED_VAR_NAME, MATCHED_VARS and MATCHED_VARS_NAMES: what the rule now running, and the links before it, matched.</summary>
internal sealed class MatchedValues
{
    private readonly List<NamedValue> _all = [];

    public IReadOnlyList<NamedValue> All => _all;

    public ReadOnlyMemory<byte> LastName => _all.Count == 0 ? default : _all[^1].Key;

    public ReadOnlyMemory<byte> LastValue => _all.Count == 0 ? default : _all[^1].Value;

    public void Add(string name, ReadOnlyMemory<byte> transformed) => _all.Add(new(Encoding.Latin1.GetBytes(name), transformed));

    public void Clear() => _all.Clear();
}
