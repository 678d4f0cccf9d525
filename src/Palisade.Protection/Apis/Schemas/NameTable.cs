namespace Palisade.Protection.Apis.Schemas;

/// <summary>Finds things by the bytes of their names. Its names are known beforehand, so that nobody can make them collide.</summary>
internal sealed class NameTable<T>
{
    private readonly (byte[] Name, T Value)[] _slots;
    private readonly int _mask;

    /// <summary>A table of names, each of which is there once.</summary>
    public NameTable(IReadOnlyCollection<(byte[] Name, T Value)> entries)
    {
        var size = 2;
        while (size < entries.Count * 2) size *= 2;
        _slots = new (byte[], T)[size];
        _mask = size - 1;
        foreach (var entry in entries)
        {
            var slot = Slot(entry.Name);
            while (_slots[slot].Name is not null) slot = (slot + 1) & _mask;
            _slots[slot] = entry;
        }
    }

    /// <summary>The value of a name; false when there is none.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, out T value)
    {
        for (var slot = Slot(name); _slots[slot].Name is { } there; slot = (slot + 1) & _mask)
        {
            if (!name.SequenceEqual(there)) continue;
            value = _slots[slot].Value;
            return true;
        }

        value = default!;
        return false;
    }

    // FNV-1a over the first bytes and the length: names of one schema are few and short.
    private int Slot(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u ^ (uint)name.Length;
        foreach (var b in name[..Math.Min(name.Length, 64)]) hash = (hash ^ b) * 16777619u;
        return (int)((hash ^ (hash >> 15)) & (uint)_mask);
    }
}
