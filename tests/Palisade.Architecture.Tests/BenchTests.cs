using System.Diagnostics;

namespace Palisade.Architecture.Tests;

/// <summary>What measures is no test, but it must start: it is needed on the day somebody doubts a figure.</summary>
public sealed class BenchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("side-by-side", "get, form, json, upload, page, mix, arguments", "--rounds", "--requests", "--quick", "--json", "--rules", "--require")]
    [InlineData("reload", "--reload", "--rate", "--rounds", "--require")]
    [InlineData("micro", "NAME", "--json", "--rules", "--require")]
    [InlineData("accuracy", "FILES", "--misses", "--floors", "--program", "--with")]
    [InlineData("fleet", "changes, many, kills or poison", "--gateways", "--embedded", "--sites", "--seconds", "--rules", "--json")]
    [InlineData("search", "--minutes", "--seed", "--bytes", "--size-only", "--rules", "--out", "--require")]
    public async Task Its_help_names_every_case_and_option(string name, params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "bench", name), ["--help"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var program = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, error) = (program.StandardOutput.ReadToEndAsync(patience.Token), program.StandardError.ReadToEndAsync(patience.Token));
        await program.WaitForExitAsync(patience.Token);

        Assert.True(program.ExitCode is 0, await error);
        Assert.All(words, word => Assert.Contains(word, output.Result, StringComparison.Ordinal));
    }
}
