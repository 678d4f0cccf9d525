using System.Diagnostics;
using Palisade.Engine.Operators;

namespace Palisade.Engine.Tests.Operators;

public sealed class InspectFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-inspect").FullName;

    private string RuleFile => Path.Combine(_folder, "rules.conf");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("echo '1 clean'", false)]
    [InlineData("echo '0 virus found'", true)]
    [InlineData("echo 0", true)]
    [InlineData("printf ''", false)]
    [InlineData("exit 3", false)]
    [InlineData("test \"$1\" = 'a; b $(c)' && echo 0 same || echo 1", true)]
    [InlineData("cat; echo 0 end of input", true)]
    public void What_the_program_prints_decides(string script, bool expected)
    {
        Program(script);
        var op = Op.Of("inspectFile", "scan.sh", new OperatorOptions { AllowPrograms = true }, RuleFile);
        Assert.Equal(expected, op.Matches("a; b $(c)"u8, Op.Run()));
    }

    [Fact]
    public void A_program_that_does_not_end_is_ended_and_reported()
    {
        Program("echo 0 virus; sleep 60");
        var op = Op.Of("inspectFile", "scan.sh", new OperatorOptions { AllowPrograms = true, ProgramTimeLimit = TimeSpan.FromMilliseconds(200) }, RuleFile);
        var run = Op.Run();
        var start = Stopwatch.GetTimestamp();
        Assert.False(op.Matches("x"u8, run));
        Assert.True(run.LimitExceeded);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_value_that_no_argument_can_hold_matches_nothing()
    {
        Program("echo 0");
        Assert.False(Op.Of("inspectFile", "scan.sh", new OperatorOptions { AllowPrograms = true }, RuleFile).Matches("a\0b"u8, Op.Run()));
    }

    [Fact]
    public void A_file_that_cannot_be_run_matches_nothing()
    {
        File.WriteAllText(Path.Combine(_folder, "scan.sh"), "not executable");
        Assert.False(Op.Of("inspectFile", "scan.sh", new OperatorOptions { AllowPrograms = true }, RuleFile).Matches("x"u8, Op.Run()));
    }

    [Theory]
    [InlineData(false, "scan.sh", "SL4007")]
    [InlineData(true, "missing.sh", "SL4004")]
    [InlineData(true, "scan.lua", "SL4002")]
    public void What_may_not_or_cannot_run_is_refused(bool allowed, string program, string code)
    {
        Program("echo 0");
        var (created, faults) = Op.Create("inspectFile", program, new OperatorOptions { AllowPrograms = allowed }, RuleFile);
        Assert.Null(created);
        Assert.Equal(code, Assert.Single(faults).Code);
        Assert.NotNull(faults[0].Hint);
    }

    private void Program(string script)
    {
        var path = Path.Combine(_folder, "scan.sh");
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
