namespace Palisade.Ftw.Model;

/// <summary>One header line as it will be sent: name, colon, space, value.</summary>
public readonly record struct HeaderField(string Name, string Value);

/// <summary>The request of a stage as written in the file; null where the file is silent.</summary>
public sealed record StageInput
{
    /// <summary>Host name or address to connect to. Default <c>localhost</c>.</summary>
    public string? DestinationAddress { get; init; }

    /// <summary>TCP port, 1 to 65535. Default 80.</summary>
    public int? Port { get; init; }

    /// <summary><c>http</c> (the default) or <c>https</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>First word of the request line, any text. Default <c>GET</c>.</summary>
    public string? Method { get; init; }

    /// <summary>Second word of the request line, any text. Default <c>/</c>.</summary>
    public string? Uri { get; init; }

    /// <summary>Third word of the request line, any text. Default <c>HTTP/1.1</c>.</summary>
    public string? Version { get; init; }

    /// <summary>In the order in which they are sent: as written for <c>ordered_headers</c>, by name for <c>headers</c>.</summary>
    public IReadOnlyList<HeaderField> Headers { get; init; } = [];

    /// <summary>The body, a Go template.</summary>
    public string? Data { get; init; }

    /// <summary>The body in base64; <see cref="Data"/> wins where both are given.</summary>
    public string? EncodedData { get; init; }

    /// <summary>The whole request in base64. Nothing else is sent then.</summary>
    public string? EncodedRequest { get; init; }

    /// <summary>Whether missing headers (<c>Connection</c>, <c>Content-Length</c>, <c>Content-Type</c>) are added. Default true.</summary>
    public bool AutocompleteHeaders { get; init; } = true;

    /// <summary>Whether cookies set by the answer go out with the later stages of the test.</summary>
    public bool SaveCookie { get; init; }

    /// <summary>Whether the target is the <c>Location</c> of the previous stage's answer.</summary>
    public bool FollowRedirect { get; init; }

    /// <summary>Whether requests of the runner's own carry this stage's <c>Host</c>.</summary>
    public bool VirtualHostMode { get; init; }
}
