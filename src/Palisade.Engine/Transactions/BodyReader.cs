using Palisade.Engine.Bodies;
using Palisade.Engine.Evaluation;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Transactions;

/// <summary>Takes a body apart, as its type or a <c>ctl</c> says, into what phase 2 (or 4) can read.</summary>
internal static class BodyReader
{
    private const int XmlDepthLimit = 500;

    /// <summary>The request's body.</summary>
    public static void ReadRequest(TransactionState state, TransactionControl control, ReadOnlyMemory<byte> bytes, bool truncated)
    {
        var body = state.RequestBody;
        body.Bytes = bytes;
        body.OverLimit = truncated;
        var type = state.Request.Header("content-type"u8);
        body.Processor = control.RequestProcessor ?? ByContentType(type.Span);
        body.Shown = control.ForceRequestBody || body.Processor is BodyProcessor.None or BodyProcessor.UrlEncoded or BodyProcessor.Raw;
        if (bytes.IsEmpty)
        {
            if (state.Settings.CloseReading) CloseReading.Read(state.Request, body, state.Settings, type.Span, truncated);
            return;
        }

        if (body.Processor is not BodyProcessor.Multipart && bytes.Length > state.Settings.RequestBodyNoFilesLimit)
        {
            body.OverLimit = true;
            body.Error = "Request body excluding files is bigger than the maximum expected.";
            return;
        }

        Parse(body, state.Settings, type.Span, truncated);
        if (state.Settings.CloseReading) CloseReading.Read(state.Request, body, state.Settings, type.Span, truncated);
    }

    /// <summary>The response's body: taken apart only where a rule asked for it (<c>ctl:responseBodyProcessor</c>).</summary>
    public static void ReadResponse(TransactionState state, TransactionControl control, ReadOnlyMemory<byte> bytes, bool truncated)
    {
        var body = state.ResponseBody;
        body.Bytes = bytes;
        body.OverLimit = truncated;
        body.Processor = control.ResponseProcessor ?? BodyProcessor.None;
        Parse(body, state.Settings, default, truncated);
    }

    private static BodyProcessor ByContentType(ReadOnlySpan<byte> type)
    {
        if (StartsWith(type, "application/x-www-form-urlencoded"u8)) return BodyProcessor.UrlEncoded;
        return StartsWith(type, "multipart/form-data"u8) ? BodyProcessor.Multipart : BodyProcessor.None;
    }

    private static bool StartsWith(ReadOnlySpan<byte> type, ReadOnlySpan<byte> lowerPrefix) =>
        type.Length >= lowerPrefix.Length && RequestValues.Is(type[..lowerPrefix.Length], lowerPrefix);

    private static void Parse(BodyValues body, EngineSettings settings, ReadOnlySpan<byte> type, bool truncated)
    {
        if (body.Processor is BodyProcessor.None or BodyProcessor.Raw) return;
        var parsed = body.Parse();
        switch (body.Processor)
        {
            case BodyProcessor.UrlEncoded:
                body.InvalidPercent = UrlEncodedBody.Parse(body.Bytes, settings.ArgumentSeparator, settings.ArgumentsLimit, parsed);
                break;
            case BodyProcessor.Multipart:
                MultipartBody.Parse(body.Bytes, type, settings.Upload.FileLimit, settings.ArgumentsLimit, parsed, truncated);
                break;
            case BodyProcessor.Json:
                JsonBody.Parse(body.Bytes, JsonNaming.ModSecurity, settings.JsonDepthLimit, settings.ArgumentsLimit, parsed, truncated);
                break;
            case BodyProcessor.Xml:
                XmlBody.Parse(body.Bytes, XmlDepthLimit, parsed, truncated);
                break;
        }

        body.Error = parsed.Error;
        if (parsed.ArgumentLimitExceeded) body.Error ??= $"More arguments than SecArgumentsLimit ({settings.ArgumentsLimit})";
    }
}
