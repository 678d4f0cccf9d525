using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Palisade.EndToEnd.Tests.Servers;

/// <summary>Answers that make every difference seen: what the request was, known bytes, a packed body.</summary>
internal static class EchoOrigin
{
    // What a gateway adds to a request (who asked it, and the trace), and the framing, which belongs to the connection.
    private static readonly string[] NotCompared = ["x-forwarded-", "forwarded", "traceparent", "transfer-encoding", "connection", "expect"];

    /// <summary>256 KiB in which every byte value occurs.</summary>
    public static byte[] Bytes { get; } = [.. Enumerable.Range(0, 256 * 1024).Select(i => (byte)((i * 31) ^ (i >> 8)))];

    public static Task<Origin> StartAsync() => Origin.StartAsync(AnswerAsync);

    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.Append("X-Twice", "one");
        context.Response.Headers.Append("X-Twice", "two");
        switch (context.Request.Path.Value)
        {
            case "/bytes":
                context.Response.ContentType = "application/octet-stream";
                context.Response.ContentLength = Bytes.Length;
                if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(Bytes);
                break;
            case "/packed":
                context.Response.ContentType = "text/plain";
                context.Response.Headers.ContentEncoding = "gzip";
                await using (var pack = new GZipStream(context.Response.Body, CompressionLevel.Fastest)) await pack.WriteAsync(Text());
                break;
            case "/none":
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status201Created;
                await context.Response.WriteAsync(await DescribeAsync(context.Request));
                break;
        }
    }

    private static byte[] Text() => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n")));

    private static async Task<string> DescribeAsync(HttpRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, length) = (new byte[64 * 1024], 0L);
        while (await request.Body.ReadAsync(buffer) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            length += read;
        }

        // Several lines of one name mean the same as one line with commas (RFC 9110, section 5.3).
        var headers = request.Headers
            .Where(h => !NotCompared.Any(n => h.Key.StartsWith(n, StringComparison.OrdinalIgnoreCase)))
            .Select(h => $"{h.Key.ToLowerInvariant()}: {string.Join(", ", h.Value.ToArray())}").Order(StringComparer.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.Path}{request.QueryString}\n{string.Join('\n', headers)}\n\n{length} bytes, {Convert.ToHexString(hash.GetHashAndReset())}\n");
    }
}
