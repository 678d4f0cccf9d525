namespace Palisade.SecLang.Words;

/// <summary>The operators of ModSecurity v3 and of Coraza, and <c>@detect</c>, which is ours.</summary>
internal static class OperatorWords
{
    private static readonly OperatorWord[] Words =
    [
        .. Of(ValueNeed.Required, true, "beginsWith", "contains", "containsWord", "endsWith", "eq", "ge", "gt", "le", "lt", "rx", "rxGlobal",
            "streq", "strmatch", "within"),
        .. Of(ValueNeed.Required, false, "detect", "fuzzyHash", "inspectFile", "ipMatch", "ipMatchFromDataset", "pm", "pmFromDataset", "rbl", "restpath",
            "validateByteRange", "validateDTD", "validateNid", "validateSchema", "verifyCC", "verifyCPF", "verifySSN", "verifySVNR"),
        .. Of(ValueNeed.None, false, "detectSQLi", "detectXSS", "geoLookup", "noMatch", "unconditionalMatch", "validateUrlEncoding", "validateUtf8Encoding"),
        new("ipMatchFromFile", ValueNeed.Required, false, ["ipMatchF"]),
        new("pmFromFile", ValueNeed.Required, false, ["pmf"]),
        new("gsbLookup", ValueNeed.Required, false, [], WordStatus.Refused, "the service it asks was closed; use @pmFromFile with a list of your own"),
        new("rsub", ValueNeed.Required, false, [], WordStatus.Refused, "bodies are not rewritten; remove the rule"),
        new("validateHash", ValueNeed.Required, false, [], WordStatus.Refused, "links are not signed; remove the rule"),
    ];

    public static WordTable<OperatorWord> Table { get; } = new(Words, w => [w.Name, .. w.Synonyms]);

    private static IEnumerable<OperatorWord> Of(ValueNeed argument, bool macros, params string[] names) =>
        names.Select(n => new OperatorWord(n, argument, macros, []));
}
