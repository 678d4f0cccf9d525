using System.Text;

namespace Palisade.Engine.Values;

/// <summary>The TX collection: variables of one transaction, names without regard to case, in order of creation.</summary>
public sealed class TxVariables
{
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private readonly OrderedDictionary<string, byte[]> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value, or null.</summary>
    public byte[]? Get(string name) => _values.GetValueOrDefault(name);

    /// <summary>Sets a value.</summary>
    public void Set(string name, byte[] value) => _values[name] = value;

    /// <summary>Sets capture <paramref name="index"/> (0 to 9).</summary>
    public void SetCapture(int index, ReadOnlySpan<byte> value) => _values[Digits[index]] = value.ToArray();

    /// <summary>Removes a value.</summary>
    public void Remove(string name) => _values.Remove(name);

    /// <summary>Every variable.</summary>
    public IEnumerable<NamedValue> All()
    {
        foreach (var (name, value) in _values) yield return new(Encoding.Latin1.GetBytes(name), value);
    }
}
