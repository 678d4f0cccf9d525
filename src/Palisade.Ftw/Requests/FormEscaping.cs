using Palisade.Ftw.Escaping;

namespace Palisade.Ftw.Requests;

/// <summary>Escapes the body of a form as go-ftw does: only when it looks unescaped, key by key, with Go's <c>url.QueryEscape</c>.</summary>
internal static class FormEscaping
{
    /// <summary>The body with keys and values escaped, or the body itself where unescaping it would change it or fail.</summary>
    /// <remarks>An ampersand at the very end is lost, as it is there.</remarks>
    public static byte[] Escape(byte[] body)
    {
        // Unescaping touches '+' and '%' only: %41 changes the text, a lone % is an error, both mean "leave it alone".
        if (body.AsSpan().IndexOfAny((byte)'+', (byte)'%') >= 0) return body;

        var escaped = new List<byte>(body.Length * 2);
        var rest = body.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'&');
            AppendField(end < 0 ? rest : rest[..end], escaped);
            escaped.Add((byte)'&');
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return [.. escaped.Take(escaped.Count - 1)];
    }

    private static void AppendField(ReadOnlySpan<byte> field, List<byte> to)
    {
        var equals = field.IndexOf((byte)'=');
        if (equals < 0)
        {
            QueryEscaping.Append(field, to);
            return;
        }

        QueryEscaping.Append(field[..equals], to);
        to.Add((byte)'=');
        QueryEscaping.Append(field[(equals + 1)..], to);
    }
}
