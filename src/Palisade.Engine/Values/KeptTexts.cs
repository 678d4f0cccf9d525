namespace Palisade.Engine.Values;

/// <summary>Copies of values that outlive the transaction. What several rules match one after the other, each in its own finding, is copied once.</summary>
internal sealed class KeptTexts
{
    // What rules match in turn: a value, and what few transformations make of it.
    private const int Remembered = 4;

    private readonly (ReadOnlyMemory<byte> Text, ReadOnlyMemory<byte> Copy)[] _known = new (ReadOnlyMemory<byte>, ReadOnlyMemory<byte>)[Remembered];
    private int _next;

    /// <summary>A copy, nobody's to write to.</summary>
    public ReadOnlyMemory<byte> CopyOf(ReadOnlyMemory<byte> text)
    {
        if (text.IsEmpty) return default;
        foreach (ref readonly var known in _known.AsSpan())
        {
            // The same memory, not the same bytes.
            if (known.Text.Equals(text)) return known.Copy;
        }

        var copy = text.ToArray();
        _known[_next] = (text, copy);
        _next = (_next + 1) % Remembered;
        return copy;
    }

    /// <summary>Forgets them: their memory may hold something else from now on.</summary>
    public void Clear() => Array.Clear(_known);
}
