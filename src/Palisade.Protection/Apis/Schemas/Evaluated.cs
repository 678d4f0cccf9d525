namespace Palisade.Protection.Apis.Schemas;

/// <summary>Which members or items of one container some schema has looked at.</summary>
internal sealed class Evaluated(int count)
{
    private readonly ulong[] _bits = new ulong[(count + 63) / 64];

    /// <summary>For a container of the same size.</summary>
    public Evaluated Fresh() => new(_bits.Length * 64);

    /// <summary>Notes a member or an item by its number.</summary>
    public void Add(int index) => _bits[index >> 6] |= 1UL << (index & 63);

    /// <summary>Notes all up to a number.</summary>
    public void AddBelow(int end)
    {
        for (var i = 0; i < end; i++) Add(i);
    }

    /// <summary>Whether it was noted.</summary>
    public bool Has(int index) => (_bits[index >> 6] & (1UL << (index & 63))) != 0;

    /// <summary>Takes over what another noted.</summary>
    public void Add(Evaluated other)
    {
        for (var i = 0; i < _bits.Length; i++) _bits[i] |= other._bits[i];
    }
}
