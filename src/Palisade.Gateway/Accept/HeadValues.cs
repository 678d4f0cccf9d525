using System.Text;
using Microsoft.Extensions.Primitives;
using Palisade.Engine.Http;

namespace Palisade.Gateway.Accept;

/// <summary>Header values by name, one character per byte.</summary>
internal static class HeadValues
{
    /// <summary>All values of a header, in order.</summary>
    public static string[] All(IReadOnlyList<HeaderLine> headers, string name)
    {
        List<string>? values = null;
        for (var i = 0; i < headers.Count; i++)
        {
            if (Is(headers[i].Name, name)) (values ??= []).Add(Encoding.Latin1.GetString(headers[i].Value.Span));
        }

        return values is null ? [] : [.. values];
    }

    /// <summary>The values of a header that the server read.</summary>
    public static string[] Of(StringValues values)
    {
        var texts = new string[values.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = values[i] ?? "";
        return texts;
    }

    /// <summary>The first value of a header; null when it is absent.</summary>
    public static string? First(IReadOnlyList<HeaderLine> headers, string name)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (Is(headers[i].Name, name)) return Encoding.Latin1.GetString(headers[i].Value.Span);
        }

        return null;
    }

    /// <summary>The bytes of the first value of a header; empty when it is absent.</summary>
    public static ReadOnlySpan<byte> Bytes(IReadOnlyList<HeaderLine> headers, string name)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (Is(headers[i].Name, name)) return headers[i].Value.Span;
        }

        return default;
    }

    // The length first: most names differ in it, and this much is compiled into the loop.
    private static bool Is(ReadOnlyMemory<byte> name, string wanted) => name.Length == wanted.Length && Ascii.EqualsIgnoreCase(name.Span, wanted);
}
