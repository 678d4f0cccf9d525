using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Palisade.EndToEnd.Tests.Processes;

/// <summary>A real Chromium without a window, driven over chromedriver's HTTP protocol (W3C WebDriver).</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Started = "started successfully on port ";

    private readonly HttpClient _client = new() { Timeout = Command.Limit };
    private readonly ScratchFolder _profile = new();
    private readonly Process _driver;
    private string _session = "";

    private Browser(Process driver) => _driver = driver;

    /// <summary>Starts one that has nothing of another.</summary>
    /// <param name="more">Further arguments of Chromium.</param>
    public static async Task<Browser> StartAsync(params string[] more)
    {
        var browser = new Browser(Command.Start("chromedriver", ["--port=0"]));
        try
        {
            var port = await browser.PortAsync();
            await browser.OpenAsync($"http://127.0.0.1:{port}", more);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a page and waits until it is loaded.</summary>
    public Task OpenAsync(Uri page) => PostAsync("url", new() { ["url"] = page.ToString() });

    /// <summary>Opens a page as somebody who was never here.</summary>
    public async Task StartOverAsync(Uri page)
    {
        await ReadAsync(await _client.DeleteAsync(new Uri($"{_session}/cookie")));
        await OpenAsync(page);
    }

    /// <summary>The value of an expression of the page.</summary>
    public async Task<string> AskAsync(string expression) =>
        (await PostAsync("execute/sync", new() { ["script"] = $"return String({expression})", ["args"] = new JsonArray() }))?.GetValue<string>() ?? "";

    /// <summary>The value of a promise of the page.</summary>
    public async Task<string> AwaitAsync(string promise) =>
        (await PostAsync("execute/async", new() { ["script"] = $"const done = arguments[0]; ({promise}).then(v => done(String(v)), e => done('failed: ' + e))", ["args"] = new JsonArray() }))?.GetValue<string>() ?? "";

    /// <summary>Waits until the page says something.</summary>
    public async Task SeesAsync(string text)
    {
        var seen = "";
        using var limit = new CancellationTokenSource(Command.Limit);
        while (!seen.Contains(text, StringComparison.Ordinal))
        {
            if (limit.IsCancellationRequested) Assert.Fail($"'{text}' was never seen; at last:\n{seen}");
            await Task.Delay(50);
            // Between two pages there is none.
            seen = await AskAsync("document.body ? document.body.innerText : ''");
        }
    }

    /// <summary>A picture of what is seen, as PNG.</summary>
    public async Task<byte[]> PictureAsync() => Convert.FromBase64String((await ReadAsync(await _client.GetAsync(new Uri($"{_session}/screenshot"))))!.GetValue<string>());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_session.Length > 0) (await _client.DeleteAsync(new Uri(_session))).Dispose();
        }
        catch (HttpRequestException)
        {
            // It is gone already.
        }

        if (!_driver.HasExited) _driver.Kill(entireProcessTree: true);
        await _driver.WaitForExitAsync();
        _driver.Dispose();
        _client.Dispose();
        _profile.Dispose();
    }

    private async Task<string> PortAsync()
    {
        using var limit = new CancellationTokenSource(Command.Limit);
        while (await _driver.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            var at = line.IndexOf(Started, StringComparison.Ordinal);
            if (at >= 0) return line[(at + Started.Length)..].TrimEnd('.');
        }

        throw new IOException("chromedriver ended.");
    }

    private async Task OpenAsync(string driver, string[] more)
    {
        string[] args =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--window-size=900,700", $"--user-data-dir={_profile.Path}", .. more,
        ];
        var options = new JsonObject { ["binary"] = Places.Tool("chromium"), ["args"] = new JsonArray([.. args.Select(a => JsonValue.Create(a))]) };
        var asked = new JsonObject { ["capabilities"] = new JsonObject { ["alwaysMatch"] = new JsonObject { ["browserName"] = "chrome", ["goog:chromeOptions"] = options } } };
        var session = await ReadAsync(await _client.PostAsync(new Uri($"{driver}/session"), Json(asked)));
        _session = $"{driver}/session/{session!["sessionId"]!.GetValue<string>()}";
    }

    private async Task<JsonNode?> PostAsync(string command, JsonObject what) => await ReadAsync(await _client.PostAsync(new Uri($"{_session}/{command}"), Json(what)));

    // With its length: chromedriver reads no chunks.
    private static StringContent Json(JsonObject what) => new(what.ToJsonString(), Encoding.UTF8, "application/json");

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var value = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["value"];
            return answer.IsSuccessStatusCode ? value : throw new IOException(value?.ToJsonString());
        }
    }
}
