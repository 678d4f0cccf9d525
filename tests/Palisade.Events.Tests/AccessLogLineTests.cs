namespace Palisade.Events.Tests;

public sealed class AccessLogLineTests
{
    private static readonly AccessLogLine s_line = new()
    {
        Client = "192.0.2.7", Time = Some.Time, Method = "GET", Target = "/a?password=***", Protocol = "HTTP/1.1", Status = 200, Bytes = 512, Id = "id-1", TotalUs = 1200,
    };

    [Fact]
    public void A_line_is_in_the_combined_format_with_support_id_and_times() =>
        Assert.Equal(
            """192.0.2.7 - - [04/Mar/2026:03:06:07 +0000] "GET /a?password=*** HTTP/1.1" 200 512 "https://x/" "curl/8" id-1 1200 900 acme/shop""",
            (s_line with { Referer = "https://x/", UserAgent = "curl/8", UpstreamUs = 900, Site = "acme/shop" }).ToString());

    [Fact]
    public void What_is_missing_is_a_dash() => Assert.EndsWith(" 200 512 \"-\" \"-\" id-1 1200 - -", s_line.ToString(), StringComparison.Ordinal);

    [Fact]
    public void No_request_breaks_out_of_its_quotes_or_its_line() =>
        Assert.Contains("\"GET /\\x22\\x5C\\x0D\\x0A\\x00\\xE9\\x7F HTTP/1.1\"", (s_line with { Target = "/\"\\\r\n\0\u00e9\u007f" }).ToString(), StringComparison.Ordinal);
}
