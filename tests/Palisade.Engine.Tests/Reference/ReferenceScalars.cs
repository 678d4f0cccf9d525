using System.Globalization;
using System.Text;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Tests.Reference;

/// <summary>The variables with one value.</summary>
internal sealed class ReferenceScalars(ReferenceState state)
{
    /// <summary>Whether every request has the variable, be it empty. Other scalars are there when they are not empty.</summary>
    public static bool IsAlwaysThere(VariableId variable) =>
        variable is VariableId.REQUEST_BASENAME or VariableId.REQUEST_FILENAME or VariableId.REQUEST_LINE or VariableId.REQUEST_METHOD
            or VariableId.REQUEST_PROTOCOL or VariableId.REQUEST_URI or VariableId.REQUEST_URI_RAW;

    /// <summary>The value; empty for collections too.</summary>
    public byte[] Read(VariableId variable) => variable switch
    {
        VariableId.REQUEST_METHOD => state.Request.Head.Method.ToArray(),
        VariableId.REQUEST_PROTOCOL => state.Request.Head.Protocol.ToArray(),
        VariableId.REQUEST_LINE => state.Request.Head.RequestLine.ToArray(),
        VariableId.REQUEST_URI => state.Request.Uri,
        VariableId.REQUEST_URI_RAW => state.Request.RawUri,
        VariableId.REQUEST_FILENAME or VariableId.PATH_INFO => state.Request.Path,
        VariableId.REQUEST_BASENAME => state.Request.Basename,
        VariableId.QUERY_STRING => state.Request.Query,
        VariableId.ARGS_COMBINED_SIZE => Number(state.Request.Arguments.Concat(state.RequestBody.Arguments).Sum(a => (long)a.Key.Length + a.Value.Length)),
        VariableId.AUTH_TYPE => state.Request.AuthType,
        VariableId.REMOTE_USER => state.Request.BasicUser,
        VariableId.REMOTE_ADDR or VariableId.REMOTE_HOST => Text($"{state.Request.Head.Endpoints.Client}"),
        VariableId.REMOTE_PORT => Number(state.Request.Head.Endpoints.ClientPort),
        VariableId.SERVER_ADDR => Text($"{state.Request.Head.Endpoints.Server}"),
        VariableId.SERVER_PORT => Number(state.Request.Head.Endpoints.ServerPort),
        VariableId.SERVER_NAME => state.Request.ServerName,
        VariableId.UNIQUE_ID => Text(state.Request.Head.Id),
        VariableId.DURATION => Number((long)(state.Clock.GetUtcNow() - state.Request.Head.Started).TotalMilliseconds),
        VariableId.HIGHEST_SEVERITY => Number(state.HighestSeverity),
        VariableId.MATCHED_VAR => state.Matched is [.., var last] ? last.Value : [],
        VariableId.MATCHED_VAR_NAME => state.Matched is [.., var last] ? last.Key : [],
        VariableId.MODSEC_BUILD => Text("030000"),
        VariableId.MSC_PCRE_ERROR or VariableId.MSC_PCRE_LIMITS_EXCEEDED => Flag(state.PatternLimitExceeded),
        VariableId.SESSIONID => KeyOf(VariableId.SESSION),
        VariableId.USERID => KeyOf(VariableId.USER),
        VariableId.WEBAPPID => Text(state.Settings.WebAppId),
        >= VariableId.TIME and <= VariableId.TIME_YEAR => Time(variable, state.Clock.GetLocalNow()),
        _ => RequestBody(variable) ?? Multipart(variable) ?? Response(variable) ?? [],
    };

    private byte[]? RequestBody(VariableId variable) => variable switch
    {
        VariableId.REQUEST_BODY => state.RequestBody.Shown ? state.RequestBody.Bytes : [],
        VariableId.REQUEST_BODY_LENGTH => Number(state.RequestBody.Bytes.Length),
        VariableId.FULL_REQUEST => FullRequest(),
        VariableId.FULL_REQUEST_LENGTH => Number(FullRequest().Length),
        VariableId.FILES_COMBINED_SIZE => Number(state.RequestBody.Parsed.Files.Sum(f => f.Size)),
        VariableId.INBOUND_DATA_ERROR => Flag(state.RequestBody.OverLimit),
        VariableId.REQBODY_ERROR or VariableId.REQBODY_PROCESSOR_ERROR => Flag(state.RequestBody.Error is not null),
        VariableId.REQBODY_ERROR_MSG or VariableId.REQBODY_PROCESSOR_ERROR_MSG => state.RequestBody.ErrorText,
        VariableId.REQBODY_PROCESSOR => state.RequestBody.ProcessorName,
        VariableId.URLENCODED_ERROR => Flag(state.Request.QueryInvalid || state.RequestBody.InvalidPercent),
        _ => null,
    };

    private byte[]? Multipart(VariableId variable)
    {
        var flags = state.RequestBody.Parsed.Multipart;
        return variable switch
        {
            VariableId.MULTIPART_BOUNDARY_QUOTED => Flag(flags.BoundaryQuoted),
            VariableId.MULTIPART_BOUNDARY_WHITESPACE => Flag(flags.BoundaryWhitespace),
            VariableId.MULTIPART_CRLF_LF_LINES => Flag(flags.CrlfLfLines),
            VariableId.MULTIPART_DATA_AFTER => Flag(flags.DataAfter),
            VariableId.MULTIPART_DATA_BEFORE => Flag(flags.DataBefore),
            VariableId.MULTIPART_FILE_LIMIT_EXCEEDED => Flag(flags.FileLimitExceeded),
            VariableId.MULTIPART_FILENAME => flags.FileName,
            VariableId.MULTIPART_HEADER_FOLDING => Flag(flags.HeaderFolding),
            VariableId.MULTIPART_INVALID_HEADER_FOLDING => Flag(flags.InvalidHeaderFolding),
            VariableId.MULTIPART_INVALID_PART => Flag(flags.InvalidPart),
            VariableId.MULTIPART_INVALID_QUOTING => Flag(flags.InvalidQuoting),
            VariableId.MULTIPART_LF_LINE => Flag(flags.LfLine),
            VariableId.MULTIPART_MISSING_SEMICOLON or VariableId.MULTIPART_SEMICOLON_MISSING => Flag(flags.MissingSemicolon),
            VariableId.MULTIPART_NAME => flags.Name,
            VariableId.MULTIPART_STRICT_ERROR => Flag(flags.StrictError),
            VariableId.MULTIPART_UNMATCHED_BOUNDARY => Number(flags.UnmatchedBoundary),
            _ => null,
        };
    }

    private byte[]? Response(VariableId variable)
    {
        if (state.Response is not { } response) return null;
        var body = state.ResponseBody;
        return variable switch
        {
            VariableId.RESPONSE_STATUS or VariableId.STATUS => Number(response.Status),
            VariableId.RESPONSE_PROTOCOL => response.Protocol.ToArray(),
            VariableId.STATUS_LINE => [.. response.Protocol.Span, (byte)' ', .. Number(response.Status)],
            VariableId.RESPONSE_CONTENT_TYPE => ReferenceRequest.First(ReferenceRequest.Members(response.Headers), "content-type"),
            VariableId.RESPONSE_CONTENT_LENGTH => ReferenceRequest.First(ReferenceRequest.Members(response.Headers), "content-length"),
            VariableId.RESPONSE_BODY => body.Bytes,
            VariableId.OUTBOUND_DATA_ERROR => Flag(body.OverLimit),
            VariableId.RES_BODY_ERROR or VariableId.RES_BODY_PROCESSOR_ERROR => Flag(body.Error is not null),
            VariableId.RES_BODY_ERROR_MSG or VariableId.RES_BODY_PROCESSOR_ERROR_MSG => body.ErrorText,
            VariableId.RES_BODY_PROCESSOR => body.ProcessorName,
            _ => null,
        };
    }

    // Months from 0 to 11, and a week that starts on Sunday, as C's struct tm.
    private static byte[] Time(VariableId variable, DateTimeOffset now) => variable switch
    {
        VariableId.TIME => Text(now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
        VariableId.TIME_DAY => Number(now.Day),
        VariableId.TIME_EPOCH => Number(now.ToUnixTimeSeconds()),
        VariableId.TIME_HOUR => Number(now.Hour),
        VariableId.TIME_MIN => Number(now.Minute),
        VariableId.TIME_MON => Number(now.Month - 1),
        VariableId.TIME_SEC => Number(now.Second),
        VariableId.TIME_WDAY => Number((int)now.DayOfWeek),
        _ => Number(now.Year),
    };

    /// <summary>Request line, headers and body put together again.</summary>
    private byte[] FullRequest()
    {
        var headers = state.Request.Headers.SelectMany(h => (byte[])[.. h.Key, .. ": "u8, .. h.Value, .. "\r\n"u8]);
        return [.. state.Request.Head.RequestLine.Span, .. "\r\n"u8, .. headers, .. "\r\n"u8, .. state.RequestBody.Bytes];
    }

    private byte[] KeyOf(VariableId collection) => state.Opened.GetValueOrDefault(collection)?.Get("KEY") ?? [];

    private static byte[] Number(long number) => ReferenceNumber.Text(number);

    private static byte[] Flag(bool set) => ReferenceNumber.Flag(set);

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);
}
