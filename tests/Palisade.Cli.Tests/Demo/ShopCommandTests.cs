using System.Globalization;
using System.Runtime.InteropServices;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Demo;

public sealed class ShopCommandTests
{
    [Theory]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGINT)]
    public async Task The_shop_opens_prints_its_address_and_closes_when_asked(PosixSignal signal)
    {
        using var shop = Running.Start("shop", "--port", "0");
        var address = new Uri((await shop.ReadLineAsync())!);
        using var client = new HttpClient();
        Assert.Contains("The Open Gate", await client.GetStringAsync(address), StringComparison.Ordinal);

        shop.Send(signal);

        Assert.Equal(ExitCode.Done, await shop.ExitAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(address));
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_and_exit_code_4()
    {
        await using var first = await Palisade.DemoShop.Shop.StartAsync();

        var run = await Invocation.RunAsync("shop", "--port", first.Address.Port.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(ExitCode.CannotStart, run.Code);
        Assert.Equal($"palisade: the shop cannot listen on 127.0.0.1:{first.Address.Port}: Address already in use\n", run.Error);
        Assert.Empty(run.Output);
    }
}
