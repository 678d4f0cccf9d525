using System.Net;

namespace Palisade.Engine.Http;

/// <summary>One header line: name and value as received, without the colon and the white space around the value.</summary>
public readonly record struct HeaderLine(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value);

/// <summary>Who speaks to whom.</summary>
/// <param name="Client">The real client, after trusted proxies.</param>
/// <param name="ClientPort">0 when unknown.</param>
/// <param name="Server">The address the connection was accepted on.</param>
/// <param name="ServerPort">The port it was accepted on.</param>
public readonly record struct Endpoints(IPAddress Client, int ClientPort, IPAddress Server, int ServerPort);

/// <summary>A request up to its body, as received.</summary>
/// <param name="Id">Unique for each request; becomes <c>UNIQUE_ID</c> and the support id.</param>
/// <param name="Started">When the first byte was read.</param>
/// <param name="Method">As sent, any bytes.</param>
/// <param name="Target">The request target as sent, undecoded.</param>
/// <param name="Protocol">As <c>HTTP/1.1</c>; <c>HTTP/2.0</c> for HTTP/2.</param>
/// <param name="RequestLine">The request line as sent where there was one; otherwise put together from the three.</param>
/// <param name="Headers">In order, repeated ones apart. HTTP/2's <c>:authority</c> arrives as <c>Host</c>.</param>
public sealed record RequestHead(
    string Id,
    DateTimeOffset Started,
    Endpoints Endpoints,
    ReadOnlyMemory<byte> Method,
    ReadOnlyMemory<byte> Target,
    ReadOnlyMemory<byte> Protocol,
    ReadOnlyMemory<byte> RequestLine,
    IReadOnlyList<HeaderLine> Headers);

/// <summary>A response up to its body.</summary>
public sealed record ResponseHead(int Status, ReadOnlyMemory<byte> Protocol, IReadOnlyList<HeaderLine> Headers);
