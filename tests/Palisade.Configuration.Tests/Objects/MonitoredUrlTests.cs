using System.Text;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;

namespace Palisade.Configuration.Tests.Objects;

public sealed class MonitoredUrlTests
{
    [Fact]
    public void A_path_alone_is_asked_for_at_the_first_domain_every_minute()
    {
        var (url, faults) = Read("{url: '/health?a=b'}");

        Assert.Empty(faults);
        Assert.Equal(("/health?a=b", "shop.example", (bool?)null, (int?)null, "GET", 60, 5000), (url.Path, url.Host, url.Tls, url.Port, url.Method, url.IntervalSeconds, url.TimeoutMs));
        Assert.Equal("/health?***", url.Shown);
        Assert.Equal([new StatusRange(200, 399)], url.ExpectedStatus);
    }

    [Fact]
    public void A_URL_says_how_and_where()
    {
        var (url, faults) = Read("{url: 'https://www.shop.example:8443/a//b', interval_seconds: 1, method: HEAD, expected_status: ['204']}");

        Assert.Empty(faults);
        Assert.Equal(("/a//b", "www.shop.example", (bool?)true, (int?)8443, "HEAD", 1, 1000), (url.Path, url.Host, url.Tls, url.Port, url.Method, url.IntervalSeconds, url.TimeoutMs));
        Assert.Equal("https://www.shop.example:8443/a//b", url.Shown);
    }

    [Theory]
    [InlineData("{url: ''}", "url")]
    [InlineData("{}", "url")]
    [InlineData("{url: health}", "url")]
    [InlineData("{url: 'ftp://shop.example/'}", "url")]
    [InlineData("{url: 'https://user:pass@shop.example/'}", "url")]
    [InlineData("{url: 'https://'}", "url")]
    [InlineData("{url: '/a b'}", "url")]
    [InlineData("{url: \"/a\\r\\nHost: b\"}", "url")]
    [InlineData("{url: '/a#b'}", "url")]
    [InlineData("{url: 'https://bank.example/'}", "spec.health_monitor")]
    [InlineData("{url: /, method: POST}", "method")]
    [InlineData("{url: /, expected_status: [ok]}", "expected_status")]
    [InlineData("{url: /, interval_seconds: 0}", "interval_seconds")]
    [InlineData("{url: /, interval_seconds: 1, timeout_ms: 2000}", "timeout_ms")]
    [InlineData("{url: /, often: true}", "often")]
    [InlineData("{url: /}, {url: /}", "spec.health_monitor")]
    public void What_cannot_be_asked_for_is_refused_with_its_field(string monitor, string field) =>
        Assert.Contains(Read(monitor).Faults, f => f.Field.EndsWith(field, StringComparison.Ordinal) && f.Message.Length > 0);

    [Fact]
    public void A_site_of_wildcards_needs_a_host_and_no_more_than_eight_are_taken()
    {
        Assert.Contains(Read("{url: /}", "['*.shop.example']").Faults, f => f.Message.Contains("needs a host", StringComparison.Ordinal));
        Assert.Empty(Read("{url: 'http://a.shop.example/'}", "['*.shop.example']").Faults);
        Assert.Contains(Read(string.Join(", ", Enumerable.Range(0, 9).Select(i => $"{{url: /{i}}}"))).Faults, f => f.Message.Contains("8 are taken", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_cut_of_a_URL_is_read_or_refused()
    {
        const string good = "https://www.shop.example:8443/a/b?c=d";
        for (var cut = 0; cut <= good.Length; cut++) Read($"{{url: '{good[..cut]}'}}");
    }

    private static (MonitoredUrl Url, IReadOnlyList<ConfigFault> Faults) Read(string monitor, string domains = "[shop.example, www.shop.example]")
    {
        var (documents, fault) = YamlText.Read(Encoding.UTF8.GetBytes($"domains: {domains}\nhealth_monitor: [{monitor}]"));
        Assert.Null(fault);
        var (spec, faults) = SpecReaders.Read("site", documents[0]);
        var site = (SiteDelivery)spec!;
        return (site.HealthMonitor[0].Of(site.Domains), faults);
    }
}
