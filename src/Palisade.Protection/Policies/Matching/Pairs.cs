using System.Text;
using Palisade.Engine.Http;

namespace Palisade.Protection.Policies.Matching;

/// <summary>Walks over names and values, as sent: of a query or form (<c>a=b&amp;c=d</c>), or of a cookie header (<c>a=b; c=d</c>).</summary>
internal ref struct Pairs(ReadOnlySpan<byte> text, byte separator)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>The name of the current pair.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Its value; empty where there is none.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Moves to the next pair. What is empty between separators is none.</summary>
    public bool Next()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf(separator);
            var pair = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (separator == (byte)';') pair = pair.Trim(" \t"u8);
            if (pair.IsEmpty) continue;

            var equals = pair.IndexOf((byte)'=');
            Name = equals < 0 ? pair : pair[..equals];
            Value = equals < 0 ? default : pair[(equals + 1)..];
            return true;
        }

        return false;
    }
}

/// <summary>Header lines by name.</summary>
internal static class HeaderLines
{
    /// <summary>The next line of a name at or behind <paramref name="at"/>, which is moved behind it.</summary>
    public static bool Next(IReadOnlyList<HeaderLine> headers, string name, ref int at, out ReadOnlySpan<byte> value)
    {
        while (at < headers.Count)
        {
            var line = headers[at++];
            if (!Ascii.EqualsIgnoreCase(line.Name.Span, name)) continue;
            value = line.Value.Span;
            return true;
        }

        value = default;
        return false;
    }
}
