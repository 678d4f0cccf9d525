using System.Buffers.Binary;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Palisade.EndToEnd.Tests.Servers;

namespace Palisade.EndToEnd.Tests.Grpc;

/// <summary>
/// A gRPC service by hand, as "gRPC over HTTP2" (grpc.github.io) frames it: messages of a flag byte, a length of four
/// bytes and the bytes; the status in trailers.
/// </summary>
internal static class GrpcOrigin
{
    /// <summary>How many messages a stream has.</summary>
    public const int Streamed = 20;

    private const int PrefixLength = 5;

    public static Task<Origin> StartAsync() => Origin.StartAsync(AnswerAsync);

    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        switch (context.Request.Path.Value)
        {
            case "/test.Echo/Unary":
                await WriteAsync(context, (await ReadAsync(context))!);
                End(context, 0);
                break;
            case "/test.Echo/Stream":
                for (var i = 0; i < Streamed; i++) await WriteAsync(context, System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"message {i}")));
                End(context, 0);
                break;
            case "/test.Echo/PingPong":
                while (await ReadAsync(context) is { } message) await WriteAsync(context, message);
                End(context, 0);
                break;
            case "/test.Echo/Fail":
                await WriteAsync(context, "half"u8.ToArray());
                End(context, 5, "no such shoe");
                break;
            default:
                // An answer of a head alone: the status stands there.
                context.Response.Headers["grpc-status"] = "7";
                context.Response.Headers["grpc-message"] = "not for you";
                break;
        }
    }

    private static async Task WriteAsync(HttpContext context, byte[] message)
    {
        var frame = new byte[PrefixLength + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, PrefixLength);
        await context.Response.Body.WriteAsync(frame);
        await context.Response.Body.FlushAsync();
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        var prefix = new byte[PrefixLength];
        if (await context.Request.Body.ReadAtLeastAsync(prefix, PrefixLength, throwOnEndOfStream: false) < PrefixLength) return null;
        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix.AsSpan(1))];
        await context.Request.Body.ReadExactlyAsync(message);
        return message;
    }

    private static void End(HttpContext context, int status, string? message = null)
    {
        context.Response.AppendTrailer("grpc-status", status.ToString(CultureInfo.InvariantCulture));
        if (message is not null) context.Response.AppendTrailer("grpc-message", message);
    }
}
