using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Palisade.Bench.Origin;

/// <summary>
/// A page of 50 KB for <c>/page</c>; for everything else a few bytes of JSON that say how long the request's body was, and,
/// when <c>X-Bench-Digest</c> asks for it, the SHA-256 of the target and the body as they arrived.
/// </summary>
internal static class Application
{
    private static readonly byte[] Page = Encoding.UTF8.GetBytes(HtmlPage.Text(50_000));

    /// <summary>Answers one request.</summary>
    public static async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/page")
        {
            await WriteAsync(http, "text/html; charset=utf-8", Page);
            return;
        }

        using var digest = http.Request.Headers.ContainsKey("X-Bench-Digest") ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        digest?.AppendData(Encoding.UTF8.GetBytes(http.Request.Method + " " + http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget + "\n"));
        var length = await ReadAsync(http.Request, digest);
        var answer = string.Create(CultureInfo.InvariantCulture, $$"""{"received":{{length}},"digest":"{{(digest is null ? "" : Convert.ToHexStringLower(digest.GetHashAndReset()))}}"}""");
        await WriteAsync(http, "application/json", Encoding.UTF8.GetBytes(answer));
    }

    private static async ValueTask<long> ReadAsync(HttpRequest request, IncrementalHash? digest)
    {
        var length = 0L;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            length += read.Buffer.Length;
            if (digest is not null)
            {
                foreach (var part in read.Buffer) digest.AppendData(part.Span);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return length;
        }
    }

    private static async ValueTask WriteAsync(HttpContext http, string type, byte[] body)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.BodyWriter.Write(body);
        await http.Response.BodyWriter.FlushAsync();
    }
}
