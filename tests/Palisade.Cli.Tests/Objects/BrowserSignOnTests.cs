using System.Text;
using Palisade.Cli.Objects;
using Palisade.Manager.Tests.Oidc;

namespace Palisade.Cli.Tests.Objects;

/// <summary><c>palisade login --oidc</c>: the address is printed, a browser opens it, and the terminal goes on.</summary>
[Collection(nameof(SignedOnManager))]
public sealed class BrowserSignOnTests(SignedOnManager manager)
{
    [Fact]
    public async Task A_browser_signs_the_terminal_on()
    {
        await using var provider = await TestProvider.StartAsync(TimeProvider.System);
        var file = Path.Combine(Path.GetDirectoryName(manager.LoginFile)!, "provider.yaml");
        await File.WriteAllTextAsync(file, $"kind: identity_provider\nmetadata: {{name: test}}\nspec:\n  issuer: {provider.Issuer}\n  client_id: palisade\n  mappings: [{{group: web, role: viewer, tenant: default}}]\n");
        var applied = await Invocation.RunAsync("apply", "--tenant", "system", "-f", file);
        Assert.True(applied.Code == 0, applied.Error);
        try
        {
            await using var output = new StringWriter();
            await using var browser = new Browser();
            var code = await CommandLine.RunAsync(["login", manager.Url, "--oidc", "--fingerprint", manager.Host.Fingerprint], output, browser);
            Assert.True(code == 0, browser.Text);
            Assert.Contains("as system/ann-example.com until", browser.Text, StringComparison.Ordinal);
            Assert.Equal("Palisade goes on in the terminal. You can close this page.", await browser.Page!);
            Assert.Equal(0, (await Invocation.RunAsync("get", "sites")).Code);
            Assert.Equal(5, (await Invocation.RunAsync("users", "list")).Code);

            provider.Claims = c => c.Remove("groups");
            await using var refused = new Browser();
            Assert.Equal(5, await CommandLine.RunAsync(["login", manager.Url, "--oidc", "--fingerprint", manager.Host.Fingerprint], output, refused));
            Assert.Contains("the audit trail says why", refused.Text, StringComparison.Ordinal);
            Assert.Equal(2, (await Invocation.RunAsync("login", manager.Url, "--oidc", "--token-stdin")).Code);
        }
        finally
        {
            await manager.LoginAsync(SignedOnManager.Password);
            await Invocation.RunAsync("delete", "identity_provider", "test", "--tenant", "system");
        }
    }

    [Theory]
    [InlineData("GET /callback?code=c&state=s HTTP/1.1", "c", null)]
    [InlineData("GET /callback?error=access_denied&state=s HTTP/1.1", null, "access_denied")]
    [InlineData("GET /callback?code=a%2Bb&state=s&iss=x HTTP/1.0", "a+b", null)]
    public void What_is_brought_back_is_read(string line, string? code, string? error)
    {
        var back = LoopbackCallback.Read(line, "s")!;
        Assert.Equal((code, error), (back.Code, back.Error));
        // Every cut of it is none.
        for (var length = 0; length < line.Length; length++) Assert.Null(LoopbackCallback.Read(line[..length], "s"));
    }

    [Theory]
    [InlineData("GET /callback?code=c&state=other HTTP/1.1")]
    [InlineData("GET /callback?code=c HTTP/1.1")]
    [InlineData("GET /callback?state=s HTTP/1.1")]
    [InlineData("GET /callback?code=c&code=d&state=s HTTP/1.1")]
    [InlineData("POST /callback?code=c&state=s HTTP/1.1")]
    [InlineData("GET /favicon.ico HTTP/1.1")]
    [InlineData("GET //callback?code=c&state=s HTTP/1.1")]
    public void Everything_else_is_sent_away(string line) => Assert.Null(LoopbackCallback.Read(line, "s"));

    /// <summary>Opens every address that is written to it, as somebody before a terminal does.</summary>
    private sealed class Browser : TextWriter
    {
        private readonly StringBuilder _text = new();
        private int _read;

        public override Encoding Encoding => Encoding.UTF8;

        public string Text => _text.ToString();

        public Task<string>? Page { get; private set; }

        public override void Write(char value)
        {
            _text.Append(value);
            if (value is not '\n') return;
            var line = _text.ToString()[_read..].Trim();
            _read = _text.Length;
            if (line.StartsWith("http://", StringComparison.Ordinal)) Page = OpenAsync(line);
        }

        private static async Task<string> OpenAsync(string url)
        {
            using var client = new HttpClient();
            return await client.GetStringAsync(url);
        }
    }
}
