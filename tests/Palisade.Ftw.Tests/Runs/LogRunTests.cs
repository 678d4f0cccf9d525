using Palisade.Ftw.Findings;
using Palisade.Ftw.Runs;
using Palisade.Ftw.Transport;
using static Palisade.Ftw.Tests.TestText;

namespace Palisade.Ftw.Tests.Runs;

/// <summary>Runs against a server and its log.</summary>
public sealed class LogRunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palisade-ftw-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("{uri: '/?rule=1'}", "{log: {expect_ids: [1]}}", true)]
    [InlineData("{uri: '/?rule=1'}", "{log: {expect_ids: [2]}}", false)]
    [InlineData("{uri: '/?rule=1'}", "{log: {no_expect_ids: [1]}}", false)]
    [InlineData("{uri: '/'}", "{log: {no_match_regex: '\\[id \"\\d+\"\\]'}}", true)]
    [InlineData("{uri: '/?rule=3'}", "{log: {no_match_regex: '\\[id \"\\d+\"\\]'}}", false)]
    [InlineData("{uri: '/?rule=3'}", "{log: {match_regex: 'CRITICAL', expect_ids: [3]}, isolated: true}", true)]
    [InlineData("{uri: '/'}", "{log: {expect_ids: [999999]}}", false)]
    public async Task The_lines_between_the_markers_are_the_stages(string input, string output, bool passes)
    {
        var log = NewLog("[error] [id \"1\"] an old line\n");
        await using var waf = new FakeWaf(log);
        var report = await RunAsync(waf, log, OneStage(input, output));
        Assert.Equal(passes ? 1 : 0, report.Passed);
    }

    [Fact]
    public async Task Tests_see_the_lines_of_their_own_stage_only()
    {
        var log = NewLog("");
        await using var waf = new FakeWaf(log);
        var tests = string.Concat(Enumerable.Range(1, 20).Select(i => $"  - stages: [{{input: {{uri: '/?rule={i}'}}, output: {{log: {{expect_ids: [{i}]}}, isolated: true}}}}]\n"));
        Assert.Equal("20 passed, 0 failed, 0 skipped", (await RunAsync(waf, log, Read($"rule_id: 1\ntests:\n{tests}"))).Summary);
    }

    [Fact]
    public async Task A_log_without_markers_fails_the_test_and_says_so()
    {
        var log = NewLog("");
        await using var waf = new FakeWaf();
        var report = await RunAsync(waf, log, OneStage("{}", "{log: {no_expect_ids: [1]}}"));
        Assert.Equal(
            [$"the marker X-CRS-Test did not appear in {log}: is it the log of this server, and is the header logged?"],
            report.Results[0].Failures[0].Reasons);
        Assert.Equal(3, waf.Requests.Count); // the attempts; the request itself is not sent
    }

    [Fact]
    public async Task A_log_that_is_the_wrong_one_is_waited_for_once()
    {
        var log = NewLog("");
        await using var waf = new FakeWaf();
        var stages = "[{input: {}, output: {log: {no_expect_ids: [1]}}}]";
        var report = await RunAsync(waf, log, Read($"rule_id: 1\ntests: [{{stages: {stages}}}, {{stages: {stages}}}, {{stages: {stages}}}]"));
        Assert.Equal(3, report.Failed);
        Assert.Equal(3, waf.Requests.Count);
    }

    [Fact]
    public async Task A_log_that_does_not_exist_yet_is_waited_for()
    {
        var log = Path.Combine(_folder.FullName, "later.log");
        await using var waf = new FakeWaf(log);
        Assert.Equal(1, (await RunAsync(waf, log, OneStage("{uri: '/?rule=1'}", "{log: {expect_ids: [1]}}"))).Passed);
    }

    [Fact]
    public async Task A_log_that_was_rotated_is_read_from_its_beginning()
    {
        var log = NewLog(new string('x', 5000) + "\n");
        await using var waf = new FakeWaf(log);
        var file = OneStage("{uri: '/?rule=1'}", "{log: {expect_ids: [1]}}");
        var source = Source(log);
        await File.WriteAllTextAsync(log, "");
        Assert.Equal(1, (await Runner(waf, source).RunAsync([file], _ => { }, default)).Passed);
    }

    [Theory]
    [InlineData("{virtual_host_mode: true, headers: {host: shop}}", "Host: shop")]
    [InlineData("{headers: {Host: shop}}", "Host: localhost")]
    public async Task Markers_go_to_the_virtual_host_where_that_is_asked_for(string input, string host)
    {
        var log = NewLog("");
        await using var waf = new FakeWaf(log);
        await RunAsync(waf, log, OneStage(input, "{status: 200}"));
        Assert.All(waf.Requests.Where(r => r.Contains("X-CRS-Test", StringComparison.Ordinal)), r => Assert.Contains($"\r\n{host}\r\n", r, StringComparison.Ordinal));
        Assert.Equal(3, waf.Requests.Count);
    }

    private string NewLog(string content)
    {
        var path = Path.Combine(_folder.FullName, "error.log");
        File.WriteAllText(path, content);
        return path;
    }

    private static LogFileFindings Source(string log) =>
        new(log, new RawClient(TimeProvider.System, new()), TimeProvider.System, new() { Attempts = 3, Pause = TimeSpan.FromMilliseconds(10) });

    private static TestRunner Runner(FakeWaf waf, FindingSource source) =>
        new(new RawClient(TimeProvider.System, new()), source, new() { Destination = waf.Destination, Jobs = 8 });

    private static Task<RunReport> RunAsync(FakeWaf waf, string log, Model.TestFile file) =>
        Runner(waf, Source(log)).RunAsync([file], _ => { }, default);
}
