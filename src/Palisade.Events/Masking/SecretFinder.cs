namespace Palisade.Events.Masking;

/// <summary>How a text is made, as far as it matters for where a value ends.</summary>
internal enum TextForm
{
    /// <summary>A target, a form, a header, a log line: a value ends at <c>&amp;</c>.</summary>
    Pairs,

    /// <summary>A Cookie or Set-Cookie header: a value ends at <c>;</c>.</summary>
    Cookies,

    /// <summary>JSON or XML: a quoted value ends at its quote.</summary>
    Quoted,
}

/// <summary>
/// Finds the values under masked names in a text, whatever the text is: a target, a form, JSON, XML, a multipart body,
/// headers, or several of them inside each other. Where the end of a value is in doubt it takes the later one.
/// </summary>
internal static class SecretFinder
{
    /// <summary>Finds them all.</summary>
    public static SecretSpans Find(string text, TextForm form, SecretNames names)
    {
        var spans = new SecretSpans();
        if (form == TextForm.Pairs && LooksQuoted(text)) form = TextForm.Quoted;
        PairSecrets.Find(text, form, names, spans);
        if (form != TextForm.Cookies)
        {
            ColonSecrets.Find(text, names, spans);
            XmlSecrets.Find(text, names, spans);
            MultipartSecrets.Find(text, names, spans);
        }

        return spans;
    }

    private static bool LooksQuoted(string text)
    {
        var start = text.AsSpan().TrimStart(" \t\r\n\u00EF\u00BB\u00BF");
        return start.Length > 0 && start[0] is '{' or '[' or '<' or '"';
    }
}
