using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Palisade.DemoShop.Tests;

/// <summary>Vulnerable, but only to the person in front of it, and never stuck.</summary>
public sealed class BoundsTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    [Fact]
    public async Task No_other_address_of_the_machine_reaches_it()
    {
        Assert.Equal("127.0.0.1", shop.Address.Host);
        var others = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(n => n.GetIPProperties().UnicastAddresses)
            .Select(u => u.Address)
            .Where(a => a.AddressFamily is AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
        foreach (var address in others)
        {
            using var client = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(address, shop.Address.Port));
        }
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Host", "rebound.example")]
    [InlineData("Host", "192.0.2.1")]
    public async Task A_page_of_another_site_cannot_use_the_visitors_browser(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping?host=127.0.0.1");
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await shop.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Host", "localhost:8080")]
    [InlineData("Host", "[::1]:8080")]
    public async Task A_person_at_this_machine_may(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/documents");
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await shop.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_command_that_does_not_end_is_ended()
    {
        var watch = Stopwatch.StartNew();

        var page = await shop.Client.GetStringAsync("/ping?host=" + Uri.EscapeDataString("127.0.0.1; sleep 60 & sleep 60"));

        Assert.Contains("took too long", page, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_command_cannot_write_a_file()
    {
        var file = Path.Combine(Path.GetTempPath(), $"palisade-shop-{Guid.NewGuid():N}");

        await shop.Client.GetStringAsync("/ping?host=" + Uri.EscapeDataString($"127.0.0.1; echo owned > {file}"));

        Assert.True(!File.Exists(file) || new FileInfo(file).Length is 0);
        File.Delete(file);
    }

    [Fact]
    public async Task A_statement_that_does_not_end_is_ended_and_the_shop_goes_on()
    {
        const string endless = "' UNION SELECT count(*),1,2,3,4 FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i FROM n)-- ";

        using var answer = await shop.Client.GetAsync("/search?q=" + Uri.EscapeDataString(endless));

        Assert.Contains("interrupt", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Cedar", await shop.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_cannot_fill_the_memory()
    {
        using var answer = await shop.Client.GetAsync("/search?q=" + Uri.EscapeDataString("' UNION SELECT length(randomblob(900000000)),1,2,3,4-- "));

        Assert.Contains("too big", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_database_file_can_be_attached()
    {
        using var answer = await shop.Client.GetAsync("/search?q=" + Uri.EscapeDataString("'; ATTACH DATABASE '/tmp/palisade-shop-attached.db' AS a;-- "));

        Assert.Contains("too many attached databases", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/etc")]
    [InlineData("\0")]
    public async Task A_thing_that_is_no_file_is_not_there(string file)
    {
        using var answer = await shop.Client.GetAsync("/download?file=" + Uri.EscapeDataString(file));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public Task A_port_in_use_is_said() => Assert.ThrowsAsync<IOException>(() => Shop.StartAsync(shop.Address.Port));

    [Fact]
    public async Task A_new_shop_has_forgotten_the_old_one()
    {
        for (var run = 0; run < 2; run++)
        {
            await using var fresh = await Shop.StartAsync();
            using var client = new HttpClient { BaseAddress = fresh.Address };
            var page = await client.GetStringAsync("/product?id=5");
            Assert.DoesNotContain("first!", page, StringComparison.Ordinal);
            using var form = new FormUrlEncodedContent([new("product", "5"), new("author", "a"), new("text", "first!")]);
            (await client.PostAsync("/review", form)).Dispose();
        }
    }
}
