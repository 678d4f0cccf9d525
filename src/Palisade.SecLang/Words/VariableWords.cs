namespace Palisade.SecLang.Words;

/// <summary>The variables of ModSecurity v3 and of Coraza.</summary>
internal static class VariableWords
{
    private static readonly VariableWord[] Words =
    [
        .. Of(VariableShape.Collection, 1, "ARGS", "ARGS_GET", "ARGS_GET_NAMES", "ARGS_NAMES", "ARGS_PATH", "ENV", "GEO", "MATCHED_VARS",
            "MATCHED_VARS_NAMES", "REQUEST_COOKIES", "REQUEST_COOKIES_NAMES", "REQUEST_HEADERS", "REQUEST_HEADERS_NAMES", "RULE", "TX"),
        .. Of(VariableShape.Collection, 2, "ARGS_POST", "ARGS_POST_NAMES", "FILES", "FILES_EXCERPT", "FILES_NAMES", "FILES_SIZES", "FILES_TMP_CONTENT",
            "FILES_TMPNAMES", "MULTIPART_FILENAME", "MULTIPART_NAME", "MULTIPART_PART_HEADERS"),
        .. Of(VariableShape.Collection, 3, "RESPONSE_HEADERS", "RESPONSE_HEADERS_NAMES"),
        .. Of(VariableShape.Collection, 4, "RESPONSE_ARGS"),
        .. Of(VariableShape.XPath, 2, "XML", "REQUEST_XML"),
        .. Of(VariableShape.XPath, 4, "RESPONSE_XML"),
        .. Of(VariableShape.Path, 2, "JSON"),
        .. Of(VariableShape.Scalar, 1, "ARGS_COMBINED_SIZE", "AUTH_TYPE", "DURATION", "FULL_REQUEST", "FULL_REQUEST_LENGTH", "HIGHEST_SEVERITY",
            "MATCHED_VAR", "MATCHED_VAR_NAME", "MODSEC_BUILD", "MSC_PCRE_ERROR", "MSC_PCRE_LIMITS_EXCEEDED", "PATH_INFO", "QUERY_STRING",
            "REMOTE_ADDR", "REMOTE_HOST", "REMOTE_PORT", "REMOTE_USER", "REQBODY_PROCESSOR", "REQUEST_BASENAME", "REQUEST_FILENAME",
            "REQUEST_LINE", "REQUEST_METHOD", "REQUEST_PROTOCOL", "REQUEST_URI", "REQUEST_URI_RAW", "SERVER_ADDR", "SERVER_NAME",
            "SERVER_PORT", "SESSIONID", "TIME", "TIME_DAY", "TIME_EPOCH", "TIME_HOUR", "TIME_MIN", "TIME_MON", "TIME_SEC", "TIME_WDAY",
            "TIME_YEAR", "UNIQUE_ID", "URLENCODED_ERROR", "USERID", "WEBAPPID"),
        .. Of(VariableShape.Scalar, 2, "FILES_COMBINED_SIZE", "INBOUND_DATA_ERROR", "MULTIPART_BOUNDARY_QUOTED", "MULTIPART_BOUNDARY_WHITESPACE",
            "MULTIPART_CRLF_LF_LINES", "MULTIPART_DATA_AFTER", "MULTIPART_DATA_BEFORE", "MULTIPART_FILE_LIMIT_EXCEEDED",
            "MULTIPART_HEADER_FOLDING", "MULTIPART_INVALID_HEADER_FOLDING", "MULTIPART_INVALID_PART", "MULTIPART_INVALID_QUOTING",
            "MULTIPART_LF_LINE", "MULTIPART_MISSING_SEMICOLON", "MULTIPART_SEMICOLON_MISSING", "MULTIPART_STRICT_ERROR",
            "MULTIPART_UNMATCHED_BOUNDARY", "REQBODY_ERROR", "REQBODY_ERROR_MSG", "REQBODY_PROCESSOR_ERROR", "REQBODY_PROCESSOR_ERROR_MSG",
            "REQUEST_BODY", "REQUEST_BODY_LENGTH"),
        .. Of(VariableShape.Scalar, 3, "RESPONSE_CONTENT_LENGTH", "RESPONSE_CONTENT_TYPE", "RESPONSE_PROTOCOL", "RESPONSE_STATUS", "STATUS", "STATUS_LINE"),
        .. Of(VariableShape.Scalar, 4, "OUTBOUND_DATA_ERROR", "RES_BODY_ERROR", "RES_BODY_ERROR_MSG", "RES_BODY_PROCESSOR",
            "RES_BODY_PROCESSOR_ERROR", "RES_BODY_PROCESSOR_ERROR_MSG", "RESPONSE_BODY"),
        .. new[] { "GLOBAL", "IP", "RESOURCE", "SESSION", "USER" }.Select(n => new VariableWord(n, VariableShape.Collection, Persistent: true)),
        .. Refuse("the gateway runs no scripts; remove the rule", "SCRIPT_BASENAME", "SCRIPT_FILENAME", "SCRIPT_GID", "SCRIPT_GROUPNAME",
            "SCRIPT_MODE", "SCRIPT_UID", "SCRIPT_USERNAME"),
        .. Refuse("use REQUEST_BODY", "STREAM_INPUT_BODY"),
        .. Refuse("use RESPONSE_BODY", "STREAM_OUTPUT_BODY"),
        .. Refuse("use REMOTE_ADDR", "USERAGENT_IP"),
        .. Refuse("the time of rules is a metric of the gateway; remove the rule", "PERF_ALL", "PERF_COMBINED", "PERF_GC", "PERF_LOGGING",
            "PERF_PHASE1", "PERF_PHASE2", "PERF_PHASE3", "PERF_PHASE4", "PERF_PHASE5", "PERF_RULES", "PERF_SREAD", "PERF_SWRITE"),
        new("WEBSERVER_ERROR_LOG", VariableShape.Scalar, Status: WordStatus.Refused, Hint: "the error log of a web server cannot be inspected; remove the rule"),
    ];

    public static WordTable<VariableWord> Table { get; } = new(Words, w => [w.Name]);

    private static IEnumerable<VariableWord> Of(VariableShape shape, int firstPhase, params string[] names) =>
        names.Select(n => new VariableWord(n, shape, firstPhase));

    /// <summary>Variables that only ModSecurity v2 has.</summary>
    private static IEnumerable<VariableWord> Refuse(string hint, params string[] names) =>
        names.Select(n => new VariableWord(n, VariableShape.Scalar, Status: WordStatus.Refused, Hint: hint));
}
