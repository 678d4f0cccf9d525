using Palisade.Detection.Decoding;

namespace Palisade.Detection.Evasions;

/// <summary>ASCII signs written as overlong UTF-8 or as full-width forms.</summary>
internal static class DisguisedBytes
{
    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        for (var at = 0; at < value.Length;)
        {
            var next = value[at..].IndexOfAnyInRange((byte)0xC0, (byte)0xFF);
            if (next < 0) return null;
            at += next;
            if (JudgeFirst(value[at..], at, 1) is { } found) return found;
            at++;
        }

        return null;
    }

    /// <summary>Judges the character at the start of a text; <paramref name="width"/> is how many bytes of the value one byte of the text takes.</summary>
    public static Finding? JudgeFirst(ReadOnlySpan<byte> text, int at, int width)
    {
        var (length, code, layer) = DisguisedText.Read(text);
        if (layer == Layers.Overlong) return new(Confidence.Medium, at, length * width, "writes an ASCII character as overlong UTF-8, which no encoder does");

        // Full-width signs belong to the scripts of East Asia; a tag or a quote directly before Latin letters does not.
        var actsOn = layer == Layers.FullWidth && code is '<' or '\'' or '"' && length == 3 && text.Length > length && text[0] == 0xEF;
        return actsOn && IsLatin(text[length..]) ? new(Confidence.Medium, at, length * width, "writes a tag or a quote with a full-width sign") : null;
    }

    private static bool IsLatin(ReadOnlySpan<byte> text)
    {
        var (_, code, layer) = DisguisedText.Read(text);
        return char.IsAsciiLetter((char)(layer == Layers.FullWidth ? code : text[0])) || text[0] is (byte)'/' or (byte)'!';
    }
}
