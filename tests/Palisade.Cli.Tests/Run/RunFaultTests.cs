using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Run;

/// <summary>Whatever is wrong with the command line is said in one line for each fault, and nothing is started.</summary>
public sealed class RunFaultTests
{
    [Theory]
    [InlineData("--origin nonsense", "--origin: 'nonsense' is not a URL such as http://127.0.0.1:3000.")]
    [InlineData("--origin ftp://127.0.0.1", "--origin: The scheme 'ftp' is not http, https or h2c.")]
    [InlineData("--origin http://127.0.0.1/path", "--origin: A path, query or fragment has no place here: requests keep their own.")]
    [InlineData("--listen here", "--listen: 'here' is not HOST:PORT, such as 127.0.0.1:8080 (port 0 to 65535)")]
    [InlineData("--admin 127.0.0.1:99999", "--admin: '127.0.0.1:99999' is not HOST:PORT, such as 127.0.0.1:8080 (port 0 to 65535)")]
    [InlineData("--listen *:8080", "--listen: the demo shop is vulnerable on purpose, so without --origin only this machine may reach it (127.0.0.1)")]
    [InlineData("--rules /no/such/folder", "--rules: There is no folder '/no/such/folder'.")]
    [InlineData("--paranoia 5", "--paranoia: 5 is not in 1 to 4.")]
    [InlineData("--trusted-proxy 10.0.0.0/99", "--trusted-proxy: '10.0.0.0/99' is not an address or a prefix such as 10.0.0.0/8.")]
    [InlineData("--block-page /no/such/file", "--block-page: There is no file '/no/such/file'.")]
    [InlineData("--certificate /no/such/file", "--certificate: There is no file '/no/such/file'.")]
    [InlineData("--key /no/such/file", "--key: needs --certificate")]
    [InlineData("--listen 127.0.0.1:9901", "--admin: 9901 is also a port of the traffic.")]
    public async Task A_setting_that_is_wrong_is_named(string line, string expected)
    {
        var run = await Invocation.RunAsync(["run", .. line.Split(' ')]);

        Assert.Equal(ExitCode.Configuration, run.Code);
        Assert.Equal($"palisade: {expected}\n", run.Error);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("--mode actve", "--mode: there is no 'actve'; did you mean 'active'?")]
    [InlineData("--mode x", "--mode: there is no 'x'; it is one of active, simulation, disabled")]
    [InlineData("--client-address x-forwarded-fo", "--client-address: there is no 'x-forwarded-fo'; did you mean 'x-forwarded-for'?")]
    [InlineData("--orgin http://127.0.0.1", "unknown option '--orgin'; did you mean '--origin'?")]
    public async Task A_word_that_is_wrong_is_a_mistake_of_usage(string line, string expected)
    {
        var run = await Invocation.RunAsync(["run", .. line.Split(' ')]);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith($"palisade: {expected}\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_is_told_at_once()
    {
        var run = await Invocation.RunAsync("run", "--origin", "nonsense", "--paranoia", "9", "--trusted-proxy", "x", "--rules", "/no/such/folder");

        Assert.Equal(4, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Rules_with_faults_are_listed_and_nothing_is_started()
    {
        using var rules = new TemporaryFolder();
        rules.Write("bad.conf", "SecRule ARGS \"@nope x\" \"id:1,phase:2,deny\"\nSecRule NOPE \"@streq x\" \"id:2,phase:2,deny\"\n");

        var run = await Invocation.RunAsync("run", "--rules", rules.FullName, "--listen", "127.0.0.1:0", "--admin", "off", "--events", "off");

        Assert.Equal(ExitCode.Configuration, run.Code);
        Assert.Contains("the rules have faults, nothing was started", run.Error, StringComparison.Ordinal);
        Assert.Contains("bad.conf(1,", run.Error, StringComparison.Ordinal);
        Assert.Contains("bad.conf(2,", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
