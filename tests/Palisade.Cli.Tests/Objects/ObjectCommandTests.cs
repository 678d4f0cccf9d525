using System.Text.Json;

namespace Palisade.Cli.Tests.Objects;

/// <summary>A day's work with objects from the command line, against a manager that runs.</summary>
[Collection(nameof(SignedOnManager))]
public sealed class ObjectCommandTests(SignedOnManager manager) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Signing_on_pins_the_certificate_and_keeps_the_token_for_oneself()
    {
        File.Delete(manager.LoginFile);
        Assert.Equal(3, (await Invocation.RunAsync("get", "sites")).Code);
        var wrong = await manager.LoginAsync("not the password");
        Assert.Equal((5, false), (wrong.Code, File.Exists(manager.LoginFile)));

        var done = await manager.LoginAsync(SignedOnManager.Password);
        Assert.Equal(0, done.Code);
        Assert.Contains($"pinned: SHA-256 {manager.Host.Fingerprint}", done.Error, StringComparison.Ordinal);
        Assert.Contains("signed on to", done.Error, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(manager.LoginFile));

        // Another certificate is another manager.
        var saved = await File.ReadAllTextAsync(manager.LoginFile);
        await File.WriteAllTextAsync(manager.LoginFile, saved.Replace(manager.Host.Fingerprint, new string('0', 64), StringComparison.Ordinal));
        var other = await Invocation.RunAsync("get", "sites");
        Assert.Equal(6, other.Code);
        Assert.Contains("certificate", other.Error, StringComparison.Ordinal);
        File.SetUnixFileMode(manager.LoginFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains("can be read by others", (await Invocation.RunAsync("get", "sites")).Error, StringComparison.Ordinal);
        File.Delete(manager.LoginFile);
        Assert.Equal(0, (await manager.LoginAsync(SignedOnManager.Password, "--fingerprint", manager.Host.Fingerprint)).Code);
    }

    [Fact]
    public async Task Files_are_compared_applied_shown_and_gone_back_from()
    {
        var file = _folder.Write("shop/pool.yaml", "kind: origin_pool\nmetadata: {name: app, labels: {by: git}}\nspec: {endpoints: [{name: app.internal, port: 8080}]}\n");
        _folder.Write("shop/site.yaml", "kind: site\nmetadata: {name: shop}\nspec: {domains: [shop.example], origin_pool: app}\n");
        var folder = Path.Combine(_folder.FullName, "shop");

        Assert.Equal(3, (await Invocation.RunAsync("diff", "-f", folder, "-n", "web")).Code); // there is no namespace web
        var refused = await Invocation.RunAsync("apply", "-f", folder, "-n", "web");
        Assert.Equal(3, refused.Code);
        Assert.Contains($"{file}:2:", refused.Error, StringComparison.Ordinal); // there is no namespace web
        _folder.Write("shop/namespace.yaml", "kind: namespace\nmetadata: {name: web}\nspec: {}\n");
        var dry = await Invocation.RunAsync("apply", "-f", folder, "-n", "web", "--dry-run");
        Assert.Contains("3 created; nothing was done", dry.Output, StringComparison.Ordinal);
        var done = await Invocation.RunAsync("apply", "-f", folder, "-n", "web", "--reason", "first");
        Assert.Equal(0, done.Code);
        Assert.Equal("palisade: site web/shop: in simulation, so attacks are reported and pass; 'operation_mode: active' in the spec stops them\n", done.Error);
        Assert.Equal((0, ""), await OutputAsync("diff", "-f", folder, "-n", "web"));

        var table = (await Invocation.RunAsync("get", "origin-pools", "-n", "web")).Output;
        Assert.Matches(@"^KIND +NAMESPACE +NAME +GENERATION +MODIFIED +BY\norigin_pool +web +app +1 ", table);
        Assert.Contains("port: 8080", (await Invocation.RunAsync("get", "origin_pool", "app", "-n", "web", "-o", "yaml")).Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await Invocation.RunAsync("get", "all", "-A", "--labels", "by=git", "--json")).Output);
        Assert.Equal("app", Assert.Single(json.RootElement.GetProperty("items").EnumerateArray()).GetProperty("metadata").GetProperty("name").GetString());
        var described = (await Invocation.RunAsync("describe", "origin_pool", "app", "-n", "web")).Output;
        foreach (var part in new[] { "unknown", "site web/shop, spec.origin_pool", "first", "port: 8080" }) Assert.Contains(part, described, StringComparison.Ordinal);

        _folder.Write("shop/pool.yaml", (await File.ReadAllTextAsync(file)).Replace("8080", "9090", StringComparison.Ordinal));
        var differs = await Invocation.RunAsync("diff", "-f", folder, "-n", "web");
        Assert.Equal((1, "~ origin_pool web/app replaced\n    spec.endpoints[0].port: 8080 → 9090\n"), (differs.Code, differs.Output));
        Assert.Equal(0, (await Invocation.RunAsync("apply", "-f", folder, "-n", "web")).Code);

        using var history = JsonDocument.Parse((await Invocation.RunAsync("history", "origin_pool", "app", "-n", "web", "--json")).Output);
        var first = history.RootElement.GetProperty("items").EnumerateArray().Last().GetProperty("revision").GetInt64();
        Assert.Contains("9090 → 8080", (await Invocation.RunAsync("rollback", "origin_pool", "app", "-n", "web", "--to", $"{first}")).Output, StringComparison.Ordinal);
        Assert.Equal(5, (await Invocation.RunAsync("delete", "origin_pool", "app", "-n", "web")).Code);

        var export = _folder.Write("all.yaml", (await Invocation.RunAsync("export")).Output);
        Assert.Equal((0, ""), await OutputAsync("diff", "-f", export));
        Assert.Equal(0, (await Invocation.RunAsync("rollback", "--to", "0")).Code);
        Assert.Equal(3, (await Invocation.RunAsync("get", "site", "shop", "-n", "web")).Code);
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_its_place_and_a_code()
    {
        var bad = _folder.Write("bad.yaml", "kind: origin_pool\nmetadata: {name: app}\nspec:\n  endpoints:\n  - {name: app.internal, port: 80800}\n");
        var (code, error) = await ErrorAsync("apply", "-f", bad);
        Assert.Equal(3, code);
        Assert.Contains($"{bad}:5:32: origin_pool default/app, spec.endpoints[0].port:", error, StringComparison.Ordinal);
        // What only the manager finds, at the same place.
        var limiter = _folder.Write("limiter.yaml", "kind: rate_limiter\nmetadata: {name: slow}\nspec:\n  limits:\n  - {total_number: 5, unit: parsec}\n");
        (code, error) = await ErrorAsync("apply", "-f", limiter);
        Assert.Equal(3, code);
        Assert.Contains($"{limiter}:5:", error, StringComparison.Ordinal);

        Assert.Contains("did you mean 'site'?", (await Invocation.RunAsync("get", "siet")).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await Invocation.RunAsync("describe", "site")).Code);
        Assert.Equal(3, (await Invocation.RunAsync("get", "site", "absent")).Code);
        Assert.Equal(3, (await Invocation.RunAsync("get", "sites", "--tenant", "nobody")).Code);
        Assert.Equal(3, (await Invocation.RunAsync("apply", "-f", Path.Combine(_folder.FullName, "absent.yaml"))).Code);
        Assert.Contains("complete", (await Invocation.RunAsync("completion", "bash")).Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int Code, string Output)> OutputAsync(params string[] args) => await Invocation.RunAsync(args) is var done ? (done.Code, done.Output) : default;

    private static async Task<(int Code, string Error)> ErrorAsync(params string[] args) => await Invocation.RunAsync(args) is var done ? (done.Code, done.Error) : default;
}
