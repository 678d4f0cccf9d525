namespace Palisade.Detection.Html;

/// <summary>Tells a program from words, where the place alone does not say that it must be one.</summary>
internal static class ScriptText
{
    /// <summary>True when something is called or assigned with nothing but the operator between: <c>f(x)</c>, <c>f`x`</c>, <c>a=b</c>, <c>a[b]</c>.</summary>
    public static bool LooksLikeCall(ReadOnlySpan<byte> text)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOfAny("(`=["u8);
            if (found < 0) break;
            var at = from + found;
            if (at > 0 && EndsExpression(text[at - 1]) && at + 1 < text.Length && text[at + 1] > 0x20) return true;
            from = at + 1;
        }

        return text.IndexOf("&#"u8) >= 0 || text.IndexOf("&lpar;"u8) >= 0;
    }

    private static bool EndsExpression(byte b) => HtmlBytes.IsLetter(b) || HtmlBytes.IsDigit(b) || b is (byte)'_' or (byte)'$' or (byte)')' or (byte)']' or (byte)'/' or (byte)'}';
}
