using Palisade.Cli.Checking;
using Palisade.Cli.Terminal;
using Palisade.Ftw.Findings;
using Palisade.Ftw.Loading;
using Palisade.Ftw.Model;
using Palisade.Ftw.Patterns;
using Palisade.Ftw.Runs;
using Palisade.Ftw.Transport;

namespace Palisade.Cli.Rules;

/// <summary>One run of <c>palisade rules test</c>.</summary>
internal sealed class TestCommandRun(TestOptions options, Screen screen)
{
    private const int MostFaultsShown = 20;
    private const string BuiltInOverrides = "crs-overrides.yaml";

    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>Runs and reports.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        var (include, exclude) = (Pattern("--include", options.Include), Pattern("--exclude", options.Exclude));
        if (include is { Pattern: null } || exclude is { Pattern: null }) return ExitCode.Usage;

        if (!TryReadOverrides(out var overrides)) return ExitCode.Configuration;

        var files = TestFolder.Read(options.Tests);
        if (files.Sum(f => f.Tests.Count + f.Faults.Count) == 0)
        {
            foreach (var warning in files.SelectMany(f => f.Warnings)) screen.Note($"{warning}");
            screen.Fail($"there are no tests in {string.Join(", ", options.Tests)}");
            return ExitCode.Usage;
        }

        var run = new RunOptions
        {
            Include = include?.Pattern,
            Exclude = exclude?.Pattern,
            Overrides = overrides,
            Jobs = options.Jobs,
        };
        using var signals = new Signals();
        try
        {
            return options.Url is null
                ? await InProcessAsync(files, run, signals.Stop)
                : await AgainstAsync(options.Url, options.Log!, files, run, signals.Stop);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            screen.Fail("stopped before the end");
            return ExitCode.Findings;
        }
    }

    private async Task<int> AgainstAsync(string url, string log, IReadOnlyList<TestFile> files, RunOptions run, CancellationToken stop)
    {
        if (Destination.FromUrl(url) is not { } destination)
        {
            screen.Fail($"--url: '{url}' is not an http or https URL");
            return ExitCode.Usage;
        }

        if (!File.Exists(log))
        {
            screen.Fail($"the log '{log}' does not exist");
            return ExitCode.Configuration;
        }

        if (options.Rules is not null) screen.Note("--rules is not looked at: with --url the rules are those of the running WAF");
        var client = Client();
        return await RunAsync(new LogFileFindings(log, client, Clock, new()), files, run with { Destination = destination }, client, () => [], stop);
    }

    private async Task<int> InProcessAsync(IReadOnlyList<TestFile> files, RunOptions run, CancellationToken stop)
    {
        var rules = TestedGateway.Build(options.Rules!, options.Paranoia);
        if (rules.Rules is null)
        {
            DiagnosticList.TellErrors(screen, "the rules have faults, nothing was tested:", rules.Diagnostics, MostFaultsShown);
            return ExitCode.Configuration;
        }

        await using var gateway = await TestedGateway.StartAsync(rules.Rules, Clock, stop);
        return await RunAsync(new DirectFindings(gateway.FindingsOfAsync), files, run with { Destination = gateway.Destination }, Client(), () => gateway.Faults, stop);
    }

    private async Task<int> RunAsync(FindingSource findings, IReadOnlyList<TestFile> files, RunOptions run, RawClient client, Func<IReadOnlyCollection<string>> engineFaults, CancellationToken stop)
    {
        var progress = new TestProgress(screen, files.Sum(f => f.Tests.Count), Clock);
        var report = await new TestRunner(client, findings, run).RunAsync(files, progress.Finished, stop);
        progress.Clear();
        TellFaults(engineFaults());
        var ran = report.Passed + report.Failed > 0;
        if (!ran) screen.Fail("no test was run: the filters or overrides leave all of them out");
        if (options.Json) TestReportJson.Write(report, screen.Output);
        else TestReportText.Write(report, options.Overrides ?? $"Palisade's own {BuiltInOverrides}", screen);
        if (!ran) return ExitCode.Usage;
        return report.Failed == 0 ? ExitCode.Done : ExitCode.Findings;
    }

    // A rule that could not look is not a rule that found nothing.
    private void TellFaults(IReadOnlyCollection<string> faults)
    {
        foreach (var fault in faults.Distinct(StringComparer.Ordinal).Take(MostFaultsShown)) screen.Note($"engine: {fault}");
        if (faults.Count > MostFaultsShown) screen.Note($"engine: {faults.Count} such faults in all");
    }

    private RawClient Client() => new(Clock, new() { Answer = options.Timeout, AnyCertificate = options.Insecure });

    private (GoPattern? Pattern, string Text)? Pattern(string name, string? text)
    {
        if (text is null) return null;

        var (pattern, problem) = GoPattern.Parse(text);
        if (pattern is null) screen.Fail($"{name}: '{text}' is not a pattern: {problem}");
        return (pattern, text);
    }

    // Ours are about our server: with another WAF only those count that were asked for.
    private bool TryReadOverrides(out Overrides overrides)
    {
        overrides = Overrides.None;
        if (options.Overrides is "none" || (options.Overrides is null && options.Url is not null)) return true;

        var path = options.Overrides ?? BuiltInOverrides;
        var (bytes, problem) = options.Overrides is null ? (TestFiles.Read(BuiltInOverrides), null) : TestFolder.TryReadBytes(path);
        if (bytes is null)
        {
            screen.Fail($"the overrides file '{path}' {problem}");
            return false;
        }

        (overrides, var faults) = OverridesReader.Read(path, bytes);
        foreach (var fault in faults) screen.Fail($"{fault}");
        return faults.Count == 0;
    }
}
