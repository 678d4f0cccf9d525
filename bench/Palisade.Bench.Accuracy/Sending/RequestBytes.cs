using System.Globalization;
using System.Text;
using Palisade.Bench.Accuracy.Corpora;

namespace Palisade.Bench.Accuracy.Sending;

/// <summary>A labelled request as it goes over the wire: byte for byte as labelled, Host and Content-Length added where missing.</summary>
internal static class RequestBytes
{
    /// <summary>The bytes.</summary>
    public static byte[] Of(LabelledRequest request)
    {
        var text = new StringBuilder(512);
        text.Append(request.Method).Append(' ').Append(request.Target).Append(" HTTP/1.1\r\n");
        if (!Has(request, "Host")) text.Append("Host: app.example.com\r\n");
        foreach (var (name, value) in request.Headers) text.Append(name).Append(": ").Append(value).Append("\r\n");
        if (request.Body is { } body && !Has(request, "Content-Length") && !Has(request, "Transfer-Encoding"))
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("\r\n").Append(request.Body).ToString());
    }

    private static bool Has(LabelledRequest request, string name) => request.Headers.Any(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
}
