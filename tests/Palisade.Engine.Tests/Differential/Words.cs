namespace Palisade.Engine.Tests.Differential;

/// <summary>The few words that generated rules and requests are made of: few, so that they meet.</summary>
internal static class Words
{
    public static readonly string[] Names = ["a", "b", "c", "A", "ab", "x1", "user", "Score", "a.b"];

    /// <summary>TX variables; one name in two spellings.</summary>
    public static readonly string[] Variables = ["x", "X", "y", "score", "Score", "list", "a", "new", "0", "1", "anomaly_score"];

    public static readonly string[] Values =
    [
        "a", "b", "ab", "aB", "A", "abc", "ba", "1", "2", "10", "-5", "0", "", "x y", "evil", "EVIL", "attack evil", "  a  b ", "a/*x*/b", "a\0b",
        "<script>alert(1)</script>", "1' or '1'='1", "../../etc/passwd", "/a/./b/../c", "%61%62", "%2561", "&#97;b", "\\u0061", "YWI=", "6162", "\u00e9\u00ff", "192.168.1.1",
        "a\r\nb", "json.a", "on", "eval(a)", "\u00c3\u00a9", "c:\\windows\\a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        "union select a from b", "/bin/sh -c id", "onload=alert(1)", "a;cat /etc/passwd",
    ];

    public static readonly string[] Patterns =
    [
        "a", "^a", "(a)(b)?", "(?i)evil|script", "^$", "\\d+", "^(\\w)(\\w)", "b$", "[<>']", ".", "^[^a]*$", "(a|b)+", "(?:etc|alert)", "\\s", "(x)?(.)", "^(?:1|2|10)$", "[\\x80-\\xff]",
        "%{tx.x}", "^%{args.a}$", "^(?i)a", "(?i)(?:union|or)\\W", "\\bab\\b", "(.)\\1", "a(?=b)", "^.{2,5}$", "passwd|windows",
    ];

    public static readonly string[] Keys = ["/^a/", "/b$/", "/./", "/^(?:a|user)$/", "/x/"];

    public static readonly string[] Macros =
    [
        "%{tx.x}", "%{tx.score}", "%{TX.1}", "%{tx.0}", "%{args.a}", "%{ARGS.b}", "%{matched_var}", "%{MATCHED_VAR_NAME}", "%{rule.id}", "%{request_method}", "%{tx.list}", "%{unique_id}",
        "%{request_headers.host}", "%{ip.hits}", "%{rule.msg}", "%{remote_addr}", "%{duration}", "%{tx.none}", "%{args_names}", "%{highest_severity}", "%{sessionid}",
    ];

    public static readonly string[] Transformations =
    [
        "none", "lowercase", "lowercase", "lowercase", "urlDecodeUni", "urlDecodeUni", "urlDecode", "htmlEntityDecode", "jsDecode", "compressWhitespace", "removeWhitespace", "removeNulls",
        "replaceNulls", "replaceComments", "removeCommentsChar", "removeComments", "normalisePath", "normalizePathWin", "cmdLine", "base64Decode", "hexDecode", "hexEncode", "length", "md5",
        "trim", "trimLeft", "uppercase", "utf8toUnicode", "cssDecode", "escapeSeqDecode", "sqlHexDecode", "base64Encode", "base64DecodeExt", "sha1", "urlEncode", "parityZero7bit", "unwrap", "unwrap",
    ];

    public static readonly string[] Tags = ["attack", "lang/php", "T1"];

    public static readonly string[] Markers = ["M1", "M2", "M3", "NOWHERE"];
}
