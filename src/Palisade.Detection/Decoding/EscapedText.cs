using System.Buffers;

namespace Palisade.Detection.Decoding;

/// <summary>Reads the escapes of URLs, HTML and script in one pass; what one of them gives is not read again in the same pass.</summary>
internal static class EscapedText
{
    private static readonly SearchValues<byte> Starts = SearchValues.Create("%&\\+"u8);

    /// <summary>Writes the value with its escapes replaced. The result is never longer than the value.</summary>
    public static Layers Decode(ReadOnlySpan<byte> value, Span<byte> target, out int written)
    {
        var plusIsBlank = HasEscapeOfForms(value);
        var layers = Layers.None;
        written = 0;
        while (!value.IsEmpty)
        {
            var next = value.IndexOfAny(Starts);
            if (next < 0) next = value.Length;
            value[..next].CopyTo(target[written..]);
            written += next;
            value = value[next..];
            if (value.IsEmpty) break;
            var escape = value[0] == '+' ? new Escape(plusIsBlank ? ' ' : '+', 1, Layers.None, IsByte: true) : Escape.Read(value);
            layers |= escape.Layer;
            written += escape.Write(target[written..]);
            value = value[escape.Length..];
        }

        return layers;
    }

    // Where percent escapes are read, "+" is a blank; Base64 whose "+", "/" and "=" alone are escaped must keep its own.
    private static bool HasEscapeOfForms(ReadOnlySpan<byte> value)
    {
        if (!value.Contains((byte)'+')) return false;
        while (value.IndexOf((byte)'%') is var at and >= 0)
        {
            value = value[at..];
            var escape = Escape.Read(value);
            if (escape.Layer == Layers.Percent && escape.Code is not ('+' or '/' or '=')) return true;
            value = value[escape.Length..];
        }

        return false;
    }
}
