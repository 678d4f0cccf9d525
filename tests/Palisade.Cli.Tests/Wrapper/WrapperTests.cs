using System.Diagnostics;

namespace Palisade.Cli.Tests.Wrapper;

/// <summary>
/// The script <c>./palisade</c> in a small tree of its own, with a stand-in for <c>dotnet</c>: its "build" is counted and
/// makes a program that prints where it runs and what it was given, and ends with 7.
/// </summary>
public sealed class WrapperTests : IDisposable
{
    private const string Source = "tree/src/Palisade.Cli/Program.cs";

    private const string Dotnet =
        """
        #!/bin/sh
        case $1 in
            --list-sdks) echo "${FAKE_SDK:-10.0.100} [/nowhere]" ;;
            publish)
                root=${2%/src/*}
                case "$*" in *ReadyToRun*) if [ -e "$root/../offline" ]; then echo "error NU1101: Unable to find package"; exit 1; fi ;; esac
                if [ -e "$root/../broken" ]; then echo "a.cs(1,2): error CS1002: ; expected"; exit 1; fi
                echo built >> "$root/../log"
                mkdir -p "$6"
                printf '#!/bin/sh\necho "$PWD|$*|$PALISADE_CALLED_AS"\nexit 7\n' > "$6/palisade"
                chmod +x "$6/palisade" ;;
        esac
        """;

    private readonly TemporaryFolder _folder = new();

    public WrapperTests()
    {
        _folder.Write(Source, "// source");
        _folder.Write("tree/Directory.Build.props", "<Project/>");
        _folder.Write("tree/BannedSymbols.txt", "");
        _folder.Write("tree/.editorconfig", "");
        File.Copy(Repository("palisade"), Script);
        Executable(_folder.Write("bin/dotnet", Dotnet + "\n"));
    }

    private string Script => Path.Combine(_folder.FullName, "tree", "palisade");

    private int Builds => File.Exists(Path.Combine(_folder.FullName, "log")) ? File.ReadAllLines(Path.Combine(_folder.FullName, "log")).Length : 0;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_builds_once_and_then_becomes_the_program()
    {
        for (var i = 0; i < 3; i++)
        {
            var run = await RunAsync(Script, "a b", "--c");

            Assert.Equal(7, run.Code);
            Assert.Equal($"{_folder.FullName}|a b --c|{Script}\n", run.Output);
            Assert.Empty(run.Error);
        }

        Assert.Equal(1, Builds);
    }

    [Fact]
    public async Task A_changed_an_added_and_a_removed_source_each_build_again()
    {
        await RunAsync(Script);
        var file = _folder.Write(Source, "// changed, and longer");
        await RunAsync(Script);
        var added = _folder.Write("tree/src/Palisade.Cli/New.cs", "");
        await RunAsync(Script);
        File.Delete(added);
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        await RunAsync(Script);
        await RunAsync(Script);

        Assert.Equal(4, Builds);
    }

    [Fact]
    public async Task Three_builds_are_kept_and_the_newest_is_one_of_them()
    {
        for (var i = 1; i <= 6; i++)
        {
            _folder.Write(Source, new string('x', i));
            Assert.Equal(7, (await RunAsync(Script)).Code);
            Assert.Equal(i, Builds);
        }

        Assert.Equal(3, Directory.GetDirectories(Path.Combine(_folder.FullName, "tree/artifacts/palisade")).Length);
        Assert.Equal(7, (await RunAsync(Script)).Code);
        Assert.Equal(6, Builds);
    }

    [Fact]
    public async Task It_works_through_a_link_and_two_at_once_build_once()
    {
        var link = Path.Combine(_folder.FullName, "linked");
        File.CreateSymbolicLink(link, Script);

        var runs = await Task.WhenAll(RunAsync(link), RunAsync(link), RunAsync(Script));

        Assert.All(runs, r => Assert.Equal(7, r.Code));
        Assert.Equal(1, Builds);
    }

    [Fact]
    public async Task A_build_that_fails_shows_its_errors_and_is_tried_again()
    {
        var broken = _folder.Write("broken", "");
        var failed = await RunAsync(Script);
        File.Delete(broken);
        var repaired = await RunAsync(Script);

        Assert.Equal((70, ""), (failed.Code, failed.Output));
        Assert.Equal("palisade: the build failed:\na.cs(1,2): error CS1002: ; expected\n", failed.Error);
        Assert.Equal(7, repaired.Code);
    }

    [Fact]
    public async Task Where_nothing_can_be_compiled_beforehand_it_is_built_all_the_same()
    {
        _folder.Write("offline", "");
        var run = await RunAsync(Script);

        Assert.Equal((7, ""), (run.Code, run.Error));
        Assert.Equal(1, Builds);
    }

    [Theory]
    [InlineData("8.0.100")]
    [InlineData("")]
    public async Task Without_the_right_SDK_it_says_so_in_one_line(string version)
    {
        if (version.Length is 0) File.Delete(Path.Combine(_folder.FullName, "bin", "dotnet"));
        var run = await RunAsync(Script, new Dictionary<string, string>(StringComparer.Ordinal) { ["FAKE_SDK"] = version });

        Assert.Equal(127, run.Code);
        Assert.Contains("needs the .NET 10 SDK", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task What_was_built_runs_without_the_SDK()
    {
        await RunAsync(Script);
        File.Delete(Path.Combine(_folder.FullName, "bin", "dotnet"));

        Assert.Equal(7, (await RunAsync(Script)).Code);
    }

    private Task<Invocation> RunAsync(string script, params string[] args) => RunAsync(script, new Dictionary<string, string>(StringComparer.Ordinal), args);

    private async Task<Invocation> RunAsync(string script, Dictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo(script, args) { WorkingDirectory = _folder.FullName, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // The system's tools, and of all programs called dotnet only ours.
        start.Environment["PATH"] = $"{Path.Combine(_folder.FullName, "bin")}:{Tools()}";
        start.Environment.Remove("DOTNET_ROOT");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return new Invocation(process.ExitCode, await output, await error);
    }

    // A folder with links to what the script calls, since dotnet may lie in the same folder as they do.
    private string Tools()
    {
        var tools = Path.Combine(_folder.FullName, "tools");
        if (Directory.Exists(tools)) return tools;
        Directory.CreateDirectory(tools);
        string[] needed = ["bash", "sh", "env", "readlink", "find", "sort", "sha256sum", "cut", "mkdir", "flock", "mktemp", "grep", "rm", "cp", "mv", "touch", "tail", "head", "xargs", "cat", "chmod"];
        foreach (var tool in needed)
        {
            var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(f => Path.Combine(f, tool)).FirstOrDefault(File.Exists);
            if (path is not null) File.CreateSymbolicLink(Path.Combine(tools, tool), path);
        }

        return tools;
    }

    private static void Executable(string file) => File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static string Repository(string file)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Palisade.slnx"))) at = at.Parent!;
        return Path.Combine(at.FullName, file);
    }
}
