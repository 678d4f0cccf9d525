using System.Globalization;

namespace Palisade.Engine.Transformations;

/// <summary>A best-fit map from UTF-16 units to bytes, as <c>SecUnicodeMapFile</c> names one. Immutable.</summary>
public sealed class UnicodeMap
{
    private const short Unmapped = -1;
    private readonly short[] _bytes = new short[char.MaxValue + 1];

    private UnicodeMap() => Array.Fill(_bytes, Unmapped);

    /// <summary>Reads one code page out of the text of a mapping file.</summary>
    /// <param name="text">Words between white space: the number of a code page, any name after it, then <c>HHHH:HH</c> for each unit; the next word without a colon ends it.</param>
    /// <param name="codePage">The code page, as 20127.</param>
    /// <returns>Null when the text has no mapping for that code page. Words that are no mapping, or map outside a unit or a byte, are passed over.</returns>
    public static UnicodeMap? Parse(string text, int codePage)
    {
        var wanted = codePage.ToString(CultureInfo.InvariantCulture);
        UnicodeMap? map = null;
        var found = false;
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = word.IndexOf(':');
            if (colon < 0)
            {
                if (map is not null) return map;
                found |= word == wanted;
            }
            else if (found)
            {
                map ??= new UnicodeMap();
                map.Add(word.AsSpan(0, colon), word.AsSpan(colon + 1));
            }
        }

        return map;
    }

    /// <summary>The byte of a UTF-16 unit (0 to 65,535); false when the map has none.</summary>
    public bool TryGet(int unit, out byte mapped)
    {
        mapped = (byte)_bytes[unit];
        return _bytes[unit] != Unmapped;
    }

    private void Add(ReadOnlySpan<char> unit, ReadOnlySpan<char> mapped)
    {
        if (ushort.TryParse(unit, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var from)
            && byte.TryParse(mapped, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var to))
        {
            _bytes[from] = to;
        }
    }
}
