using System.Globalization;
using System.Text.RegularExpressions;
using Palisade.EndToEnd.Tests.Processes;
using Xunit.Abstractions;

namespace Palisade.EndToEnd.Tests.Readme;

/// <summary>
/// Who copies a command of the README gets what it promises. Ports become free ones, the wrapper becomes the executable
/// that was just built, and a Core Rule Set that the reader would have becomes the one beside the project.
/// </summary>
public sealed partial class ReadmeTests(ITestOutputHelper output)
{
    private const string Wrapper = "./palisade";

    [FactNeeds(Needs.Readme, "bash", "curl", "timeout")]
    public async Task Every_command_works()
    {
        using var state = new ScratchFolder();
        var admin = Ports.Free();
        await using var demo = await Gateway.StartAsync(Places.Palisade, ["run", "--listen", "127.0.0.1:0", "--manager-listen", "127.0.0.1:0", "--admin", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{admin}")], Places.Project, state.Path);
        await Wait.UntilAsync(() => demo.Output.Contains("Ctrl-C", StringComparison.Ordinal), () => demo.Output);
        var faults = new List<string>();
        foreach (var command in CommandBlocks.Read(await File.ReadAllTextAsync(Path.Combine(Places.Project, Needs.Readme))))
        {
            var fault = await TryAsync(command, demo, admin, state.Path);
            output.WriteLine($"{(fault is null ? "ok  " : "BAD ")}{command}");
            if (fault is not null) faults.Add($"{command}\n{fault}");
        }

        Assert.True(faults.Count is 0, string.Join("\n\n", faults));
    }

    private static async Task<string?> TryAsync(string command, Gateway demo, int admin, string state)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words[0] is "./test") return words[1..].FirstOrDefault(IsNoSuite) is { } unknown ? $"there is no suite '{unknown}'" : null;
        if (words[0] is not (Wrapper or "curl")) return null;
        var line = ForTesting(command, demo, admin);
        if (line is null) return null;
        try
        {
            return words is [Wrapper, "run", ..] ? await ServeAsync(line, state) : await FinishAsync(line, state);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            return e.Message;
        }
    }

    private static async Task<string?> ServeAsync(string line, string state)
    {
        var own = ListenOption().Replace(AdminOption().Replace(line.TrimEnd('&', ' '), ""), "");
        await using var gateway = await Gateway.StartAsync("bash", ["-c", $"exec {own} --listen 127.0.0.1:0 --admin off --manager-listen off"], Places.Project, state);
        var code = await gateway.StopAsync();
        return code is 0 ? null : $"exit code {code}\n{gateway.Error}";
    }

    private static async Task<string?> FinishAsync(string line, string state)
    {
        // What goes on until it is stopped works if it still does after a moment.
        var endless = line.Contains("follow", StringComparison.Ordinal);
        var ended = await Command.RunAsync("bash", ["-c", endless ? $"timeout 3 {line}" : line], Places.Project, state: state);
        return ended.ExitCode is 0 || (endless && ended.ExitCode is 124) ? null : ended.ToString();
    }

    /// <returns>Null when it needs a Core Rule Set and there is none.</returns>
    private static string? ForTesting(string command, Gateway demo, int admin)
    {
        var line = command.Replace(Wrapper, $"'{Places.Palisade}'", StringComparison.Ordinal)
            .Replace("SUPPORT_ID", SupportId().Match(demo.Output).Groups["id"].Value, StringComparison.Ordinal);
        line = Port(line, 8080, demo.Url.Port);
        line = Port(line, 8081, demo.Shop!.Port);
        line = Port(line, 9901, admin);
        foreach (var missing in RuleSetPath().Matches(line).Select(m => m.Value).Where(p => !Path.Exists(Path.Combine(Places.Project, p))).Distinct(StringComparer.Ordinal).ToList())
        {
            if (Places.CoreRuleSet is not { } rules) return null;
            var tests = missing.IndexOf("/tests", StringComparison.Ordinal);
            line = line.Replace(missing, tests < 0 ? rules : rules + missing[tests..], StringComparison.Ordinal);
        }

        return line;
    }

    private static string Port(string line, int written, int used) =>
        line.Replace(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{written}"), string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{used}"), StringComparison.Ordinal)
            .Replace(string.Create(CultureInfo.InvariantCulture, $"localhost:{written}"), string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{used}"), StringComparison.Ordinal);

    private static bool IsNoSuite(string word) =>
        !word.Contains('/', StringComparison.Ordinal) && word is not ("crs" or "conformance" or "#")
        && !Directory.GetDirectories(Path.Combine(Places.Project, "tests")).Any(f => Path.GetFileName(f).Equals($"Palisade.{word}.Tests", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@" --listen[ =]\S+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListenOption();

    [GeneratedRegex(@" --admin[ =]\S+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AdminOption();

    [GeneratedRegex(@"(?<=\s)[^\s'"":]*(coreruleset|crs)[^\s'"":]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RuleSetPath();

    [GeneratedRegex("support id (?<id>[0-9A-Z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SupportId();
}
