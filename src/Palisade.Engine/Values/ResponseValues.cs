using Palisade.Engine.Http;

namespace Palisade.Engine.Values;

/// <summary>What phases 3 to 5 can read of the response.</summary>
internal sealed class ResponseValues
{
    public ResponseValues(ResponseHead head)
    {
        Head = head;
        foreach (var header in head.Headers) Headers.Add(new(header.Name, header.Value));
    }

    public ResponseHead Head { get; }

    public List<NamedValue> Headers { get; } = [];

    /// <summary>RESPONSE_CONTENT_TYPE: with its parameters, as ModSecurity v3.</summary>
    public ReadOnlyMemory<byte> ContentType => RequestValues.First(Headers, "content-type"u8);

    /// <summary>RESPONSE_CONTENT_LENGTH, as sent.</summary>
    public ReadOnlyMemory<byte> ContentLength => RequestValues.First(Headers, "content-length"u8);
}
