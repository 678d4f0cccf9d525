namespace Palisade.Configuration;

/// <summary>How much of anything the gateway takes.</summary>
public sealed record LimitsConfig
{
    /// <summary>Longest request line, in bytes with its line end; longer ones get 414. 64 to 1,048,576. Default 16,384: twice what nginx takes (large_client_header_buffers), for applications with long queries.</summary>
    public int RequestLineBytes { get; init; } = 16 * 1024;

    /// <summary>Most header lines; more get 431. 1 to 10,000. Default 100, as Kestrel and Apache (LimitRequestFields).</summary>
    public int HeaderCount { get; init; } = 100;

    /// <summary>Size of all header lines together, in bytes; more gets 431. 256 to 1,048,576. Default 32,768, as Kestrel and nginx (4 buffers of 8 KiB).</summary>
    public int HeaderBytes { get; init; } = 32 * 1024;

    /// <summary>Longest request body, in bytes; longer ones get 413. Null (the default) for no limit: what is not inspected streams through.</summary>
    public long? RequestBodyBytes { get; init; }

    /// <summary>
    /// How much of a request body is held for inspection, in bytes. 0 to 134,217,728. Default 13,107,200, the
    /// <c>SecRequestBodyLimit</c> of ModSecurity's recommended configuration.
    /// </summary>
    /// <remarks>The lower of this and the rules' own limit holds; what happens beyond it is for the rules to say (<c>SecRequestBodyLimitAction</c>).</remarks>
    public int RequestInspectedBytes { get; init; } = 13_107_200;

    /// <summary>How much of a response body is held for inspection, in bytes. 0 to 134,217,728. Default 524,288, the <c>SecResponseBodyLimit</c> of ModSecurity's recommended configuration.</summary>
    public int ResponseInspectedBytes { get; init; } = 524_288;

    /// <summary>How many bytes one byte of a compressed body may become when it is unpacked for inspection; a body that becomes more is a decompression bomb and refused with 413. 2 to 1,100. Default 100: text stays below 20, and deflate cannot exceed 1,032.</summary>
    public int DecodedRatio { get; init; } = 100;

    /// <summary>Memory for held bodies, of all requests together, in bytes. 1,048,576 to 1,099,511,627,776. Default 268,435,456 (256 MiB). A request that finds none is treated as <see cref="GatewayConfig.WhenEngineFails"/> says.</summary>
    public long InspectionMemoryBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Most connections at once; further ones are closed on arrival. 1 to 1,000,000. Default 10,000.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        const int mebi = 1024 * 1024;
        if (Outside(RequestLineBytes, 64, mebi)) yield return Range($"{at}.requestLineBytes", RequestLineBytes, 64, mebi);
        if (Outside(HeaderCount, 1, 10_000)) yield return Range($"{at}.headerCount", HeaderCount, 1, 10_000);
        if (Outside(HeaderBytes, 256, mebi)) yield return Range($"{at}.headerBytes", HeaderBytes, 256, mebi);
        if (RequestBodyBytes is < 0) yield return new($"{at}.requestBodyBytes", $"{RequestBodyBytes} is negative.");
        if (Outside(RequestInspectedBytes, 0, 128 * mebi)) yield return Range($"{at}.requestInspectedBytes", RequestInspectedBytes, 0, 128 * mebi);
        if (Outside(ResponseInspectedBytes, 0, 128 * mebi)) yield return Range($"{at}.responseInspectedBytes", ResponseInspectedBytes, 0, 128 * mebi);
        if (Outside(DecodedRatio, 2, 1100)) yield return Range($"{at}.decodedRatio", DecodedRatio, 2, 1100);
        if (Outside(InspectionMemoryBytes, mebi, 1L << 40)) yield return Range($"{at}.inspectionMemoryBytes", InspectionMemoryBytes, mebi, 1L << 40);
        if (Outside(Connections, 1, 1_000_000)) yield return Range($"{at}.connections", Connections, 1, 1_000_000);
    }

    private static bool Outside(long value, long low, long high) => value < low || value > high;

    private static ConfigFault Range(string field, long value, long low, long high) => new(field, $"{value} is not in {low} to {high}.");
}
