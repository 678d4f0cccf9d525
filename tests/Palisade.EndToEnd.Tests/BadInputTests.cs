using System.Net;
using System.Net.Sockets;
using Palisade.EndToEnd.Tests.Processes;

namespace Palisade.EndToEnd.Tests;

/// <summary>What cannot work is refused before anything is opened: told in a line or a list, with an exit code that scripts can read.</summary>
public sealed class BadInputTests
{
    private const int Usage = 2;
    private const int Configuration = 3;
    private const int CannotStart = 4;

    [Theory]
    [InlineData("run --origin http://127.0.0.1:9 --rules /nowhere/at/all", Configuration, "/nowhere/at/all")]
    [InlineData("run --orign http://127.0.0.1:9", Usage, "--orign")]
    [InlineData("rnu", Usage, "rnu")]
    [InlineData("run --origin not-a-url", Configuration, "--origin")]
    [InlineData("run --origin ftp://127.0.0.1/", Configuration, "--origin")]
    [InlineData("run --origin http://127.0.0.1:9 --listen 127.0.0.1:99999", Configuration, "--listen")]
    [InlineData("run --origin http://127.0.0.1:9 --mode actve", Usage, "did you mean 'active'")]
    [InlineData("run --origin http://127.0.0.1:9 --paranoia 5", Configuration, "--paranoia")]
    [InlineData("run --origin http://127.0.0.1:9 --trusted-proxy 10.0.0.0/99", Configuration, "--trusted-proxy")]
    [InlineData("run --origin http://127.0.0.1:9 --certificate /nowhere.pem", Configuration, "/nowhere.pem")]
    [InlineData("run --origin http://127.0.0.1:9 --block-page /nowhere.html", Configuration, "/nowhere.html")]
    [InlineData("run --listen *:0", Configuration, "--listen")]
    public async Task Each_fault_has_its_line_and_its_exit_code(string line, int exitCode, string named)
    {
        var port = Ports.Free();
        var ports = line.Contains("--listen", StringComparison.Ordinal) || line is "rnu" ? "" : $" --listen 127.0.0.1:{port}";

        var ended = await Command.PalisadeAsync((line + ports).Split(' '));

        Refused(ended, exitCode, named);
        Assert.False(Ports.IsOpen(port));
    }

    [Fact]
    public async Task A_port_in_use_is_told_with_its_number_and_the_other_port_is_closed_again()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (port, other) = (((IPEndPoint)taken.LocalEndpoint).Port, Ports.Free());

        var ended = await Command.PalisadeAsync("run", "--origin", "http://127.0.0.1:9", "--admin", "off", "--manager-listen", "off", "--listen", $"127.0.0.1:{other}", "--listen", $"127.0.0.1:{port}");

        Refused(ended, CannotStart, $":{port}");
        Assert.False(Ports.IsOpen(other));
    }

    [Fact]
    public async Task Rules_with_faults_are_listed_by_file_and_line()
    {
        using var rules = new ScratchFolder();
        rules.Write("a.conf", "SecRule ARGS \"@rx (\" \"id:1,phase:2,deny\"\n");
        rules.Write("b.conf", "SecRuleEngine On\n\nSecRule NOSUCH \"@rx a\" \"id:2,phase:2,deny\"\n");
        var port = Ports.Free();

        var ended = await Command.PalisadeAsync("run", "--origin", "http://127.0.0.1:9", "--rules", rules.Path, "--listen", $"127.0.0.1:{port}");

        Refused(ended, Configuration, "a.conf(1,");
        Assert.Contains("b.conf(3,", ended.Error, StringComparison.Ordinal);
        Assert.False(Ports.IsOpen(port));
    }

    [Theory]
    [InlineData("--block-page")]
    [InlineData("--certificate")]
    [InlineData("--access-log")]
    [InlineData("--events")]
    public async Task A_folder_in_the_place_of_a_file_is_told_by_name(string option)
    {
        using var folder = new ScratchFolder();
        var port = Ports.Free();

        var ended = await Command.PalisadeAsync("run", "--origin", "http://127.0.0.1:9", "--admin", "off", option, folder.Path, "--listen", $"127.0.0.1:{port}");

        Assert.NotEqual(0, ended.ExitCode);
        Refused(ended, ended.ExitCode, folder.Path);
        Assert.False(Ports.IsOpen(port));
    }

    private static void Refused(Finished ended, int exitCode, string named)
    {
        Assert.True(exitCode == ended.ExitCode, ended.ToString());
        Assert.Contains(named, ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Palisade", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", ended.Error, StringComparison.Ordinal);
        Assert.InRange(ended.ErrorLines.Count, 1, 12);
    }
}
