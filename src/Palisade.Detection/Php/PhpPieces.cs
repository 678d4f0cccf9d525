using Palisade.Detection.Text;

namespace Palisade.Detection.Php;

/// <summary>Finds names of functions that are put together from pieces or codes: <c>('sys'.'tem')('id')</c>, <c>"\x73ystem"('id')</c>.</summary>
internal static class PhpPieces
{
    private const int MaxName = 64;

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        if (!value.ContainsAny((byte)'\'', (byte)'"') || !value.Contains((byte)'(')) return null;
        Span<byte> name = stackalloc byte[MaxName];
        for (var at = 0; at < value.Length;)
        {
            var quote = value[at..].IndexOfAny((byte)'\'', (byte)'"');
            if (quote < 0) return null;
            at += quote;
            var used = JoinedText.Read(value, at, name, out var parts, out var end);
            if (used > 0 && PhpVocabulary.Function(name[..used]) is PhpFunction.Runs or PhpFunction.Tells && IsCalled(value, at, end, parts) && !Prose.Is(value))
            {
                return new Finding(Confidence.High, at, end - at, "calls a function of PHP by a text, which hides its name");
            }

            // From the next quote on, so that a text that was taken for a gap is read as well.
            at++;
        }

        return null;
    }

    private static bool IsCalled(ReadOnlySpan<byte> value, int start, int end, int parts)
    {
        var rest = value[end..Math.Min(value.Length, end + 16)].TrimStart(" \t"u8);
        if (rest.StartsWith("("u8) || rest.StartsWith(")("u8)) return true;
        if (rest.StartsWith(";$"u8) && start > 2 && value[start - 1] == '=') return true;
        return parts > 1 && (rest.StartsWith(";"u8) || rest.StartsWith(")"u8));
    }
}
