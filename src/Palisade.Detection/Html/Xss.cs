namespace Palisade.Detection.Html;

/// <summary>
/// Decides whether a value, put into an HTML page between tags, inside a tag, as a quoted attribute value or as a URL, would become
/// active content. It reads the value with the tokenizer of the HTML standard once for each of these places; docs/detection.md says how.
/// </summary>
public static class Xss
{
    private static readonly (XssContext Context, byte Quote)[] QuotedContexts =
        [(XssContext.DoubleQuoted, (byte)'"'), (XssContext.SingleQuoted, (byte)'\''), (XssContext.BackQuoted, (byte)'`')];

    /// <summary>Looks for active content in a value.</summary>
    /// <param name="value">The value as the application would see it, decoded. Any bytes, any length; the time is linear in it.</param>
    /// <returns>The surest finding, the first of equals in the order of places above; null when the value is harmless in all.</returns>
    public static XssFinding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < 5) return null;
        XssFinding? best = null;
        if (value.Contains((byte)'<')) best = new XssScan(value, 0, XssContext.Data).Run();
        if (best is { Confidence: Confidence.High }) return best;
        if (value.ContainsAny((byte)':', (byte)'&') && ScriptUrl.IsProgram(value)) best = Surer(best, new XssFinding(XssKind.ScriptUrl, XssContext.Url, Confidence.Medium, 0, value.Length, "as a URL, runs script"));
        best = Surer(best, FindOpenedTag(value));

        // All that is left needs an attribute with a value.
        if (!value.Contains((byte)'=')) return best;
        foreach (var (context, quote) in QuotedContexts)
        {
            if (best is { Confidence: Confidence.High }) return best;
            var close = value.IndexOf(quote);
            if (close >= 0) best = Surer(best, new XssScan(value, close + 1, context).Run());
        }

        return best ?? new XssScan(value, 0, XssContext.Tag).Run();
    }

    private static XssFinding? Surer(XssFinding? first, XssFinding? second) => first is null || (second is not null && second.Confidence > first.Confidence) ? second : first;

    // Quote, end of tag, another tag: whatever the tag is, the value left its attribute.
    private static XssFinding? FindOpenedTag(ReadOnlySpan<byte> value)
    {
        var quote = value.IndexOfAny((byte)'"', (byte)'\'', (byte)'<');
        if (quote < 0 || value[quote] == '<') return null;
        var close = quote + 1 + Skip(value[(quote + 1)..], "/ \t\r\n"u8);
        if (close >= value.Length || value[close] != '>') return null;
        var open = close + 1 + Skip(value[(close + 1)..], " \t\r\n"u8);
        if (open + 1 >= value.Length || value[open] != '<' || !(HtmlBytes.IsLetter(value[open + 1]) || value[open + 1] == '/')) return null;
        var context = value[quote] == '"' ? XssContext.DoubleQuoted : XssContext.SingleQuoted;
        return new XssFinding(XssKind.Element, context, Confidence.Low, quote, open + 1 - quote, "leaves a quoted attribute value, closes its tag and opens another");
    }

    private static int Skip(ReadOnlySpan<byte> text, ReadOnlySpan<byte> blanks) => text.Length - text.TrimStart(blanks).Length;
}
