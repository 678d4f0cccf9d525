using System.Diagnostics;

namespace Palisade.Cli.Tests.Wrapper;

/// <summary>
/// <c>./test accuracy</c> in a small tree of its own, with stand-ins for <c>dotnet</c> and for the program that measures,
/// which prints what it was given.
/// </summary>
public sealed class AccuracySuiteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AccuracySuiteTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "tree/tests/Palisade.Some.Tests"));
        File.Copy(Repository("test"), Script);
        Executable(_folder.Write("bin/dotnet", "#!/bin/sh\n"));
        Measures("echo \"given $*; misses to $PALISADE_MISSES\"");
    }

    private string Script => Path.Combine(_folder.FullName, "tree", "test");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Named_files_are_measured_without_floors_and_found_from_where_the_caller_stands()
    {
        _folder.Write("here/a.jsonl", "");
        var run = await RunAsync("accuracy", "a.jsonl");

        Assert.Equal(0, run.Code);
        Assert.Contains($"given {_folder.FullName}/here/a.jsonl; misses to {_folder.FullName}/here/wrong\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 0 failed, 0 skipped\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_beside_the_project_have_floors_and_each_counts()
    {
        _folder.Write("shared/corpora/b.jsonl.gz", "");
        Measures("echo \"given $1\"; echo 'kept: one'; echo 'missed: other'; exit 1");
        var run = await RunAsync("accuracy");

        Assert.Equal(1, run.Code);
        Assert.Contains("given --floors\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("failed in: accuracy\n1 passed, 1 failed, 0 skipped\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_measured_fails()
    {
        _folder.Write("shared/corpora/b.jsonl.gz", "");
        Measures("exit 3");

        Assert.EndsWith("0 passed, 1 failed, 0 skipped\n", (await RunAsync("accuracy")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_files_it_is_skipped_and_a_wrong_name_is_refused()
    {
        Assert.EndsWith("0 passed, 0 failed, 1 skipped\n", (await RunAsync("accuracy")).Output, StringComparison.Ordinal);
        var refused = await RunAsync("accuracy", "gone.jsonl");
        Assert.Equal(2, refused.Code);
        Assert.Equal("no suite or file 'gone.jsonl'; suites: some conformance crs accuracy\n", refused.Error);
    }

    private void Measures(string what) =>
        Executable(_folder.Write("tree/artifacts/bin/Palisade.Bench.Accuracy/release/Palisade.Bench.Accuracy", $"#!/bin/sh\n{what}\n"));

    private async Task<Invocation> RunAsync(params string[] args)
    {
        var here = Directory.CreateDirectory(Path.Combine(_folder.FullName, "here"));
        var start = new ProcessStartInfo(Script, args) { WorkingDirectory = here.FullName, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{Path.Combine(_folder.FullName, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["PALISADE_MISSES"] = "wrong";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return new Invocation(process.ExitCode, await output, await error);
    }

    private static void Executable(string file) => File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static string Repository(string file)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Palisade.slnx"))) at = at.Parent!;
        return Path.Combine(at.FullName, file);
    }
}
