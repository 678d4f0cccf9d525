using Palisade.Engine.Http;

namespace Palisade.Engine.Values;

/// <summary>What phases 3 to 5 can read of the response.</summary>
internal sealed class ResponseValues
{
    private ResponseHead? _head;

    public ResponseHead Head => _head!;

    public List<NamedValue> Headers { get; } = [];

    /// <summary>RESPONSE_CONTENT_TYPE: with its parameters, as ModSecurity v3.</summary>
    public ReadOnlyMemory<byte> ContentType => RequestValues.First(Headers, "content-type"u8);

    /// <summary>RESPONSE_CONTENT_LENGTH, as sent.</summary>
    public ReadOnlyMemory<byte> ContentLength => RequestValues.First(Headers, "content-length"u8);

    /// <summary>Takes a response apart.</summary>
    public void Read(ResponseHead head)
    {
        _head = head;
        Headers.Clear();
        for (var i = 0; i < head.Headers.Count; i++) Headers.Add(new(head.Headers[i].Name, head.Headers[i].Value));
    }

    /// <summary>Forgets it.</summary>
    public void Clear()
    {
        _head = null;
        Headers.Clear();
    }
}
