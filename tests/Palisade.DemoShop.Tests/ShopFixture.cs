namespace Palisade.DemoShop.Tests;

/// <summary>One shop for the tests of a class, with a client that follows no redirects.</summary>
public sealed class ShopFixture : IAsyncLifetime, IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };
    private Shop? _shop;
    private HttpClient? _client;

    public HttpClient Client => _client!;

    public Uri Address => _shop!.Address;

    public async Task InitializeAsync()
    {
        _shop = await Shop.StartAsync();
        _client = new HttpClient(_handler) { BaseAddress = _shop.Address, Timeout = TimeSpan.FromSeconds(20) };
    }

    public async Task DisposeAsync()
    {
        if (_shop is not null) await _shop.DisposeAsync();
    }

    public void Dispose()
    {
        _client?.Dispose();
        _handler.Dispose();
    }
}
