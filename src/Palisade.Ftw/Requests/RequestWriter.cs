using System.Globalization;
using System.Text;
using Palisade.Ftw.Model;
using Palisade.Ftw.Templates;

namespace Palisade.Ftw.Requests;

/// <summary>
/// Writes the request of a stage byte for byte as go-ftw does. Nothing is normalised or refused: breaking HTTP is
/// what many tests are about.
/// </summary>
public static class RequestWriter
{
    private const string ContentType = "Content-Type";
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>The request, or the reason why there is none.</summary>
    /// <param name="cookies">What earlier stages saved, as the value of a <c>Cookie</c> header; null for nothing.</param>
    public static (RawRequest? Request, string? Problem) Write(StageInput input, string? cookies = null)
    {
        if (input.EncodedRequest is not null)
        {
            return TryDecode(input.EncodedRequest) is { } whole
                ? (new(whole), null)
                : (null, "'encoded_request' is not base64");
        }

        var (body, problem) = Body(input);
        return body is null ? (null, problem) : (new(Write(input, body, cookies)), null);
    }

    private static (byte[]? Body, string? Problem) Body(StageInput input)
    {
        if (input.Data is not null)
        {
            var rendered = GoTemplate.Render(input.Data);
            return rendered.Bytes is null
                ? (null, $"'data' is a Go template that cannot be rendered: {rendered.Problem}")
                : (rendered.Bytes, null);
        }

        if (input.EncodedData is null) return ([], null);
        return TryDecode(input.EncodedData) is { } data ? (data, null) : (null, "'encoded_data' is not base64");
    }

    private static byte[] Write(StageInput input, byte[] body, string? cookies)
    {
        var headers = new HeaderList(input.Headers);
        if (cookies is not null) headers.Extend("Cookie", "; ", cookies);

        if (body.Length > 0 && input.AutocompleteHeaders)
        {
            headers.AddMissing(ContentType, FormType);
            if (headers.ValuesOf(ContentType).Any(v => v.Equals(FormType, StringComparison.OrdinalIgnoreCase)))
            {
                body = FormEscaping.Escape(body);
            }
        }

        // RFC 2046 wants CRLF between the lines of a multipart body; a YAML block has LF.
        if (headers.ValuesOf(ContentType).Any(v => v.Contains("multipart/form-data;", StringComparison.OrdinalIgnoreCase)))
        {
            body = WithCarriageReturns(body);
        }

        var method = input.Method ?? "GET";
        if (input.AutocompleteHeaders) AddStandardHeaders(headers, method, body.Length);

        var request = new MemoryStream();
        request.Write(Encoding.UTF8.GetBytes($"{method} {input.Uri ?? "/"} {input.Version ?? "HTTP/1.1"}\r\n"));
        headers.WriteTo(request);
        request.Write("\r\n"u8);
        request.Write(body);
        return request.ToArray();
    }

    private static void AddStandardHeaders(HeaderList headers, string method, int bodyLength)
    {
        headers.AddMissing("Connection", "close");
        if (bodyLength > 0 || SaysLengthWithoutBody(method))
        {
            headers.AddMissing("Content-Length", bodyLength.ToString(CultureInfo.InvariantCulture));
        }
    }

    // go-ftw asks the pattern ^POST|PUT|PATCH|DELETE$, whose anchors bind to the first and the last word only.
    private static bool SaysLengthWithoutBody(string method) =>
        method.StartsWith("POST", StringComparison.Ordinal) ||
        method.Contains("PUT", StringComparison.Ordinal) ||
        method.Contains("PATCH", StringComparison.Ordinal) ||
        method.EndsWith("DELETE", StringComparison.Ordinal);

    private static byte[] WithCarriageReturns(byte[] body)
    {
        var lines = new MemoryStream(body.Length + 64);
        foreach (var b in body)
        {
            if (b == '\n') lines.WriteByte((byte)'\r');
            lines.WriteByte(b);
        }

        return lines.ToArray();
    }

    // Go's decoder skips line ends and nothing else; .NET's also skips spaces and tabs, which does no harm here.
    private static byte[]? TryDecode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written) ? bytes[..written] : null;
    }
}
