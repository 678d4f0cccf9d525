using System.Text;
using Microsoft.AspNetCore.Http;
using Palisade.Engine.Http;

namespace Palisade.Gateway.Proxy;

/// <summary>The head of the origin's answer: what of it stays behind, and how the rules see it.</summary>
internal static class ResponseHeaders
{
    private const int BlockBytes = 256;

    private static readonly byte[] Http11 = "HTTP/1.1"u8.ToArray();
    private static readonly byte[] Http20 = "HTTP/2.0"u8.ToArray();

    /// <summary>Takes off what was meant for our hop.</summary>
    public static void Finish(HttpResponseMessage from, HttpResponse to) => ConnectionOptions.Remove(from, to);

    /// <summary>The head as the rules see it: what the client will get.</summary>
    public static ResponseHead HeadOf(HttpResponseMessage from, HttpResponse to)
    {
        var lines = new List<HeaderLine>(to.Headers.Count);
        Memory<byte> rest = default;
        foreach (var (name, values) in to.Headers)
        {
            foreach (var value in values) lines.Add(new(Take(name, ref rest), Take(value ?? "", ref rest)));
        }

        return new ResponseHead((int)from.StatusCode, from.Version.Major == 2 ? Http20 : Http11, lines);
    }

    // One block for all of them, as a rule.
    private static ReadOnlyMemory<byte> Take(string text, ref Memory<byte> rest)
    {
        if (rest.Length < text.Length) rest = new byte[Math.Max(text.Length, BlockBytes)];
        var taken = rest[..Encoding.Latin1.GetBytes(text, rest.Span)];
        rest = rest[taken.Length..];
        return taken;
    }
}
