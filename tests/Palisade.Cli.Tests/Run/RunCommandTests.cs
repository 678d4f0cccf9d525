using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Run;

/// <summary>The program in front of an application, as a process of its own.</summary>
public sealed class RunCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _rules = new();
    private Origin? _origin;

    public async Task InitializeAsync()
    {
        _rules.Write("a.conf", Forbid("alpha"));
        _origin = await Origin.StartAsync();
    }

    public async Task DisposeAsync() => await _origin!.DisposeAsync();

    public void Dispose() => _rules.Dispose();

    [Fact]
    public async Task It_blocks_what_the_rules_refuse_and_passes_the_rest()
    {
        using var gateway = await ServeAsync();

        Assert.Equal(403, await gateway.StatusAsync("/?q=alpha"));
        Assert.Equal(200, await gateway.StatusAsync("/?q=omega"));
    }

    [Theory]
    [InlineData("simulation", 200, 200)]
    [InlineData("disabled", 503, 503)]
    public async Task Modes_other_than_active_do_what_they_say(string mode, int attack, int visit)
    {
        using var gateway = await ServeAsync("--mode", mode);

        Assert.Equal(attack, await gateway.StatusAsync("/?q=alpha"));
        Assert.Equal(visit, await gateway.StatusAsync("/?q=omega"));
    }

    [Fact]
    public async Task Rules_that_changed_are_loaded_by_themselves()
    {
        using var gateway = await ServeAsync();
        Assert.Equal(200, await gateway.StatusAsync("/?q=beta"));

        _rules.Write("b.conf", Forbid("beta", 2));

        await gateway.UntilStatusAsync("/?q=beta", 403);
        Assert.Equal(403, await gateway.StatusAsync("/?q=alpha"));
        await gateway.UntilSaidAsync("rules loaded again");
    }

    [Fact]
    public async Task Rules_with_faults_are_refused_with_the_reasons_and_the_old_ones_stay()
    {
        using var gateway = await ServeAsync();

        _rules.Write("b.conf", "SecRule ARGS \"@nope x\" \"id:2,phase:2,deny\"\n");

        await gateway.UntilSaidAsync("the old ones stay in force");
        await gateway.UntilSaidAsync("b.conf(1,");
        Assert.Equal(403, await gateway.StatusAsync("/?q=alpha"));

        _rules.Write("b.conf", Forbid("beta", 2));
        await gateway.UntilStatusAsync("/?q=beta", 403);
    }

    [Fact]
    public async Task A_hangup_loads_the_rules_again()
    {
        using var gateway = await ServeAsync();

        gateway.Process.Send(PosixSignal.SIGHUP);

        await gateway.UntilSaidAsync("rules loaded again");
        Assert.Equal(403, await gateway.StatusAsync("/?q=alpha"));
    }

    [Theory]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGINT)]
    public async Task A_request_under_way_ends_before_the_gateway_does(PosixSignal signal)
    {
        using var gateway = await ServeAsync();
        using var client = new HttpClient();
        var slow = client.GetStringAsync(new Uri(gateway.Address, "/slow"));
        await _origin!.SlowArrived;

        gateway.Process.Send(signal);
        await gateway.UntilSaidAsync("stopping");
        _origin.LetGo();

        Assert.Equal("slow but sure", await slow);
        Assert.Equal(ExitCode.Done, await gateway.Process.ExitAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(gateway.Address));
    }

    [Fact]
    public async Task A_second_signal_ends_it_at_once()
    {
        using var gateway = await ServeAsync();
        using var client = new HttpClient();
        var slow = client.GetStringAsync(new Uri(gateway.Address, "/slow"));
        await _origin!.SlowArrived;

        gateway.Process.Send(PosixSignal.SIGTERM);
        await gateway.UntilSaidAsync("stopping");
        gateway.Process.Send(PosixSignal.SIGTERM);

        Assert.NotEqual(ExitCode.Done, await gateway.Process.ExitAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => slow);
    }

    [Theory]
    [InlineData("--listen")]
    [InlineData("--admin")]
    public async Task A_port_in_use_is_one_line_and_nothing_stays_open(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        string[] rest = option is "--listen" ? ["--admin", "off"] : ["--listen", "127.0.0.1:0"];

        using var gateway = Running.Start(["run", "--origin", _origin!.Url, "--rules", _rules.FullName, "--events", "off", "--manager-listen", "off", option, $"127.0.0.1:{port}", .. rest]);

        Assert.Equal(ExitCode.CannotStart, await gateway.ExitAsync());
        var line = Assert.Single(gateway.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(port, line, StringComparison.Ordinal);
        Assert.Contains("in use", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_shows_events_as_they_happen_and_finds_them_again()
    {
        var file = Path.Combine(_rules.FullName, "events.jsonl");
        using var demo = Running.Start("run", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--manager-listen", "off", "--events", file);
        var opening = await demo.ReadUntilAsync("Ctrl-C");
        var gateway = Place(opening, "through Palisade");

        using var client = new HttpClient();
        using var blocked = await client.GetAsync(new Uri(gateway, "/download?file=../../../../etc/passwd"));
        var line = (await demo.ReadUntilAsync("etc/passwd"))[^1];

        Assert.Matches(@"blocked +403  GET /download\?file=.*  127\.0\.0\.1  path traversal \(\d+\)  [0-9A-Z]{26}$", line);
        var shown = await Invocation.RunAsync("events", "show", line.Split(' ')[^1], file);
        Assert.Contains("ARGS:file", shown.Output, StringComparison.Ordinal);
        var metrics = await client.GetStringAsync(Place(opening, "health and metrics"));
        Assert.Contains("# TYPE", metrics, StringComparison.Ordinal);
        demo.Send(PosixSignal.SIGTERM);
        Assert.Equal(ExitCode.Done, await demo.ExitAsync());
    }

    [Fact]
    public async Task Without_an_origin_the_demo_attacks_itself_and_tells_the_tale()
    {
        using var demo = Running.Start("run", "--listen", "127.0.0.1:0", "--admin", "off", "--manager-listen", "off", "--events", "off");

        var tour = string.Join('\n', await demo.ReadUntilAsync("Ctrl-C"));

        Assert.Contains("5 customers, among them: admin@opengate.example open-sesame-1912", tour, StringComparison.Ordinal);
        Assert.Matches("blocked: 403 Forbidden, support id [0-9A-Z]{26}", tour);
        demo.Send(PosixSignal.SIGINT);
        Assert.Equal(ExitCode.Done, await demo.ExitAsync());
    }

    private static Uri Place(IEnumerable<string> lines, string name) => new(lines.First(l => l.Contains(name, StringComparison.Ordinal)).Split(name)[1].Trim());

    private Task<Served> ServeAsync(params string[] args) => Served.StartAsync(["--origin", _origin!.Url, "--rules", _rules.FullName, .. args]);

    private static string Forbid(string word, int id = 1) => $"SecRule ARGS \"@contains {word}\" \"id:{id},phase:2,deny,status:403\"\n";
}
