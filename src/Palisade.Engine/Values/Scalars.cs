using System.Globalization;
using System.Net;
using System.Text;
using Palisade.Engine.Bodies;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>The variables with one value.</summary>
internal static class Scalars
{
    // An IPv6 address with a scope of 32 bits.
    private const int LongestAddress = 65;
    private const int NoSeverity = 255;
    private static readonly byte[] Build = "030000"u8.ToArray();

    /// <summary>The value; empty where it is empty, and for collections.</summary>
    public static ReadOnlyMemory<byte> Read(VariableId variable, TransactionState state) => variable switch
    {
        VariableId.REQUEST_METHOD => state.Request.Head.Method,
        VariableId.REQUEST_PROTOCOL => state.Request.Head.Protocol,
        VariableId.REQUEST_LINE => state.Request.Head.RequestLine,
        VariableId.REQUEST_URI => state.Request.Target.Uri,
        VariableId.REQUEST_URI_RAW => state.Request.Target.Raw,
        VariableId.REQUEST_FILENAME or VariableId.PATH_INFO => state.Request.Target.Path,
        VariableId.REQUEST_BASENAME => state.Request.Target.Basename,
        VariableId.QUERY_STRING => state.Request.Target.Query,
        VariableId.ARGS_COMBINED_SIZE => Numbers.Text(CombinedSize(state)),
        VariableId.AUTH_TYPE => state.Request.AuthType,
        VariableId.REMOTE_USER => state.Request.BasicUser,
        VariableId.REMOTE_ADDR or VariableId.REMOTE_HOST => Address(state.Request.Head.Endpoints.Client, state),
        VariableId.REMOTE_PORT => Numbers.Text(state.Request.Head.Endpoints.ClientPort),
        VariableId.SERVER_ADDR => Address(state.Request.Head.Endpoints.Server, state),
        VariableId.SERVER_PORT => Numbers.Text(state.Request.Head.Endpoints.ServerPort),
        VariableId.SERVER_NAME => state.Request.ServerName,
        VariableId.UNIQUE_ID => Text(state.Request.Head.Id, state),
        VariableId.DURATION => Numbers.Text((long)(state.Store.Clock.GetUtcNow() - state.Request.Head.Started).TotalMilliseconds),
        VariableId.HIGHEST_SEVERITY => Numbers.Text(Math.Min(state.HighestSeverity, NoSeverity)),
        VariableId.MATCHED_VAR => state.Matched.LastValue,
        VariableId.MATCHED_VAR_NAME => state.Matched.LastName,
        VariableId.MODSEC_BUILD => Build,
        VariableId.MSC_PCRE_ERROR or VariableId.MSC_PCRE_LIMITS_EXCEEDED => Flag(state.PatternLimitExceeded),
        VariableId.SESSIONID => state.KeyOf(VariableId.SESSION),
        VariableId.USERID => state.KeyOf(VariableId.USER),
        VariableId.WEBAPPID => Text(state.Settings.WebAppId, state),
        _ => Body(variable, state),
    };

    /// <summary>Whether every request has the variable, be it empty.</summary>
    public static bool IsAlwaysThere(VariableId variable) =>
        variable is VariableId.REQUEST_BASENAME or VariableId.REQUEST_FILENAME or VariableId.REQUEST_LINE or VariableId.REQUEST_METHOD
            or VariableId.REQUEST_PROTOCOL or VariableId.REQUEST_URI or VariableId.REQUEST_URI_RAW;

    private static ReadOnlyMemory<byte> Body(VariableId variable, TransactionState state)
    {
        var body = state.RequestBody;
        return variable switch
        {
            VariableId.REQUEST_BODY => body.Shown ? body.Bytes : default,
            VariableId.REQUEST_BODY_LENGTH => Numbers.Text(body.Bytes.Length),
            VariableId.FULL_REQUEST => FullRequest.Of(state),
            VariableId.FULL_REQUEST_LENGTH => Numbers.Text(FullRequest.Of(state).Length),
            VariableId.FILES_COMBINED_SIZE => Numbers.Text(body.Parsed.FilesCombinedSize),
            VariableId.INBOUND_DATA_ERROR => Flag(body.OverLimit),
            VariableId.REQBODY_ERROR or VariableId.REQBODY_PROCESSOR_ERROR => Flag(body.Error is not null),
            VariableId.REQBODY_ERROR_MSG or VariableId.REQBODY_PROCESSOR_ERROR_MSG => body.ErrorText,
            VariableId.REQBODY_PROCESSOR => body.ProcessorName,
            VariableId.URLENCODED_ERROR => Flag(state.Request.QueryInvalid || body.InvalidPercent),
            >= VariableId.MULTIPART_BOUNDARY_QUOTED and <= VariableId.MULTIPART_UNMATCHED_BOUNDARY => Multipart(variable, body.Parsed.Multipart),
            _ => Response(variable, state),
        };
    }

    private static ReadOnlyMemory<byte> Multipart(VariableId variable, MultipartFlags flags) => variable switch
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
        VariableId.MULTIPART_UNMATCHED_BOUNDARY => Numbers.Text(flags.UnmatchedBoundary),
        _ => default,
    };

    private static ReadOnlyMemory<byte> Response(VariableId variable, TransactionState state)
    {
        if (state.Response is not { } response) return Time(variable, state);
        var body = state.ResponseBody;
        return variable switch
        {
            VariableId.RESPONSE_STATUS or VariableId.STATUS => Numbers.Text(response.Head.Status),
            VariableId.RESPONSE_PROTOCOL => response.Head.Protocol,
            VariableId.STATUS_LINE => Text($"{Encoding.Latin1.GetString(response.Head.Protocol.Span)} {response.Head.Status}", state),
            VariableId.RESPONSE_CONTENT_TYPE => response.ContentType,
            VariableId.RESPONSE_CONTENT_LENGTH => response.ContentLength,
            VariableId.RESPONSE_BODY => body.Bytes,
            VariableId.OUTBOUND_DATA_ERROR => Flag(body.OverLimit),
            VariableId.RES_BODY_ERROR or VariableId.RES_BODY_PROCESSOR_ERROR => Flag(body.Error is not null),
            VariableId.RES_BODY_ERROR_MSG or VariableId.RES_BODY_PROCESSOR_ERROR_MSG => body.ErrorText,
            VariableId.RES_BODY_PROCESSOR => body.ProcessorName,
            _ => Time(variable, state),
        };
    }

    private static ReadOnlyMemory<byte> Time(VariableId variable, TransactionState state)
    {
        if (variable is < VariableId.TIME or > VariableId.TIME_YEAR) return default;
        var now = state.Store.Clock.GetLocalNow();
        return variable switch
        {
            VariableId.TIME => Text(now.ToString("HH:mm:ss", CultureInfo.InvariantCulture), state),
            VariableId.TIME_DAY => Numbers.Text(now.Day),
            VariableId.TIME_EPOCH => Numbers.Text(now.ToUnixTimeSeconds()),
            VariableId.TIME_HOUR => Numbers.Text(now.Hour),
            VariableId.TIME_MIN => Numbers.Text(now.Minute),

            // 0 to 11, and a week that starts on Sunday, as C's struct tm.
            VariableId.TIME_MON => Numbers.Text(now.Month - 1),
            VariableId.TIME_SEC => Numbers.Text(now.Second),
            VariableId.TIME_WDAY => Numbers.Text((int)now.DayOfWeek),
            _ => Numbers.Text(now.Year),
        };
    }

    private static long CombinedSize(TransactionState state)
    {
        var size = 0L;
        foreach (var argument in state.Request.Arguments) size += argument.Key.Length + argument.Value.Length;
        foreach (var argument in state.RequestBody.Parsed.Arguments) size += argument.Name.Length + argument.Value.Length;
        return size;
    }

    private static byte[] Flag(bool set) => Numbers.Text(set ? 1 : 0);

    private static ReadOnlyMemory<byte> Address(IPAddress address, TransactionState state)
    {
        var arena = state.Arena;
        arena.Begin();
        address.TryFormat(arena.GetSpan(LongestAddress), out var written);
        arena.Advance(written);
        return arena.Take();
    }

    private static ReadOnlyMemory<byte> Text(string text, TransactionState state) => state.Arena.Narrow(text);
}
