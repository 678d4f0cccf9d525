namespace Palisade.Protection.Signatures;

/// <summary>Where a signature may look, in the words of signature files, and the variables behind them.</summary>
public static class SignatureTargets
{
    private const string OtherHeaders = "other_headers";

    // What browsers and libraries fill in by themselves has grammars of its own, which look like code to whoever does not know them.
    private static readonly string[] OwnGrammar =
    [
        "cookie", "user-agent", "referer", "origin", "host", "authorization", "proxy-authorization", "accept.*", "content-type", "content-length",
        "content-encoding", "content-disposition", "content-security-policy", "connection", "if-none-match", "if-match", "if-modified-since",
        "if-unmodified-since", "if-range", "range", "cache-control", "pragma", "sec-.*", "upgrade.*", "dnt", "te", "date", "via", "forwarded",
        "traceparent", "tracestate", "baggage", "report-to", "nel", "signature.*", "dpop",
    ];

    private static readonly Dictionary<string, (int Phase, string Targets)> Words = new(StringComparer.Ordinal)
    {
        // Texts and attributes of an XML document are arguments, each by itself (docs/bodies.md).
        ["parameters"] = (2, "ARGS"),
        ["parameter_names"] = (2, "ARGS_NAMES"),
        ["cookies"] = (2, "REQUEST_COOKIES|REQUEST_COOKIES_NAMES"),
        ["headers"] = (2, "REQUEST_HEADERS|!REQUEST_HEADERS:Cookie"),
        ["header_names"] = (2, "REQUEST_HEADERS_NAMES"),
        [OtherHeaders] = (2, OtherThan([])),
        ["user_agent"] = (2, "REQUEST_HEADERS:User-Agent"),
        ["referer"] = (2, "REQUEST_HEADERS:Referer"),
        ["content_type"] = (2, "REQUEST_HEADERS:Content-Type"),
        ["path"] = (2, "REQUEST_FILENAME"),
        ["uri"] = (2, "REQUEST_URI_RAW"),
        ["method"] = (2, "REQUEST_METHOD"),
        ["body"] = (2, "REQUEST_BODY"),
        ["file_names"] = (2, "FILES|MULTIPART_PART_HEADERS"),
        // What of each is worth reading, as it is: docs/signatures.md.
        ["file_contents"] = (2, "FILES_EXCERPT"),
        ["response_body"] = (4, "RESPONSE_BODY"),
        ["response_headers"] = (3, "RESPONSE_HEADERS"),
    };

    // One value by its name: parameter:id.
    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["parameter"] = "ARGS",
        ["header"] = "REQUEST_HEADERS",
        ["cookie"] = "REQUEST_COOKIES",
    };

    /// <summary>Every word, and the forms that name one value.</summary>
    public static IReadOnlyCollection<string> All => [.. Words.Keys, .. Named.Keys.Select(k => k + ":NAME")];

    /// <summary>The targets of SecLang and the phase they are complete in; null for an unknown word.</summary>
    internal static (int Phase, string Targets)? Find(string word)
    {
        if (Words.TryGetValue(word, out var found)) return found;
        return word.Split(':', 2) is [var kind, var name] && Named.TryGetValue(kind, out var variable) && IsName(name) ? (2, $"{variable}:{name}") : null;
    }

    /// <summary>The targets of known words as SecLang writes them.</summary>
    /// <remarks>An exclusion holds for all targets of a rule: a header that is named beside <c>other_headers</c> must not be excluded by it.</remarks>
    internal static string Join(IReadOnlyList<string> words)
    {
        var named = words.Where(w => w != OtherHeaders).SelectMany(w => Find(w)!.Value.Targets.Split('|')).Select(HeaderName).OfType<string>();
        var others = OtherThan([.. named]);
        return string.Join('|', words.Select(w => w == OtherHeaders ? others : Find(w)!.Value.Targets));
    }

    private static string? HeaderName(string target) =>
        target.StartsWith("REQUEST_HEADERS:", StringComparison.Ordinal) ? target["REQUEST_HEADERS:".Length..].ToLowerInvariant() : null;

    private static string OtherThan(string[] named) => $"REQUEST_HEADERS|!REQUEST_HEADERS:/(?i)^(?:{string.Join('|', OwnGrammar.Except(named, StringComparer.Ordinal))})$/";

    private static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "-_.[]".Contains(c, StringComparison.Ordinal));
}
