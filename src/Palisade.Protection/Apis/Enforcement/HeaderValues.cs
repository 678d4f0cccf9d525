using System.Text;
using Palisade.Engine.Http;

namespace Palisade.Protection.Apis.Enforcement;

/// <summary>Header values by name, as received.</summary>
internal static class HeaderValues
{
    /// <summary>The first value of a header; empty when it is absent.</summary>
    public static ReadOnlySpan<byte> First(IReadOnlyList<HeaderLine> headers, ReadOnlySpan<byte> name) => All(headers, name, 1) is [var value] ? value.Span : default;

    /// <summary>The values of a header, in order.</summary>
    public static List<ReadOnlyMemory<byte>> All(IReadOnlyList<HeaderLine> headers, ReadOnlySpan<byte> name, int most = int.MaxValue)
    {
        var values = new List<ReadOnlyMemory<byte>>(1);
        for (var i = 0; i < headers.Count && values.Count < most; i++)
        {
            if (Ascii.EqualsIgnoreCase(headers[i].Name.Span, name)) values.Add(headers[i].Value);
        }

        return values;
    }

    /// <summary>Every cookie with a name, in order, undecoded (RFC 6265, section 4.2.1).</summary>
    public static List<ReadOnlyMemory<byte>> Cookies(IReadOnlyList<HeaderLine> headers, ReadOnlySpan<byte> name)
    {
        var values = new List<ReadOnlyMemory<byte>>(1);
        foreach (var line in All(headers, "Cookie"u8))
        {
            var rest = line;
            while (!rest.IsEmpty)
            {
                var end = rest.Span.IndexOf((byte)';');
                var pair = end < 0 ? rest : rest[..end];
                rest = end < 0 ? default : rest[(end + 1)..];
                pair = pair.TrimStart((byte)' ');
                var equals = pair.Span.IndexOf((byte)'=');
                if (equals > 0 && pair.Span[..equals].SequenceEqual(name)) values.Add(pair[(equals + 1)..].TrimEnd((byte)' '));
            }
        }

        return values;
    }
}
