using System.Buffers;

namespace Palisade.Engine.Values;

/// <summary>FULL_REQUEST: request line, headers and body put together again.</summary>
internal static class FullRequest
{
    public static ReadOnlyMemory<byte> Of(TransactionState state)
    {
        var output = new ArrayBufferWriter<byte>(1024 + state.RequestBody.Bytes.Length);
        output.Write(state.Request.Head.RequestLine.Span);
        output.Write("\r\n"u8);
        foreach (var header in state.Request.Headers)
        {
            output.Write(header.Key.Span);
            output.Write(": "u8);
            output.Write(header.Value.Span);
            output.Write("\r\n"u8);
        }

        output.Write("\r\n"u8);
        output.Write(state.RequestBody.Bytes.Span);
        return output.WrittenMemory;
    }
}
