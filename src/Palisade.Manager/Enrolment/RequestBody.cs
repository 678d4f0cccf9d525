using Microsoft.AspNetCore.Http;

namespace Palisade.Manager.Enrolment;

/// <summary>Bodies of requests, up to a limit.</summary>
internal static class RequestBody
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The whole body; null when it is longer.</summary>
    public static async ValueTask<byte[]?> ReadAsync(HttpContext context, int most)
    {
        if (context.Request.ContentLength > most) return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await context.Request.Body.ReadAsync(buffer, patience.Token) is > 0 and var read)
        {
            if (body.Length + read > most) return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
