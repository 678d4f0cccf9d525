using System.Text;
using Palisade.Ftw.Loading;
using Palisade.Ftw.Model;

namespace Palisade.Ftw.Tests.Loading;

public sealed class OverridesReaderTests
{
    [Fact]
    public void An_override_names_rule_tests_stages_reason_and_output()
    {
        var (overrides, faults) = Read(
            """
            version: "v0.0.0"
            meta: {engine: palisade, platform: kestrel}
            test_overrides:
              - rule_id: 920100
                test_ids: [4, 5]
                stage_ids: [0]
                reason: 'because'
                retry_once: true
                output: {status: 400, log: {no_expect_ids: [920100]}}
            """);
        Assert.Empty(faults);
        var entry = Assert.Single(overrides.Stages);
        Assert.Equal((920100L, "because", 4), (entry.RuleId, entry.Reason, entry.At.Line));
        Assert.Equal([4L, 5L], entry.TestIds);
        Assert.Equal([0], entry.StageIndexes);
        Assert.Equal([400], entry.Output.Status);
        Assert.True(entry.Output.RetryOnce);
    }

    [Fact]
    public void An_override_with_a_reason_alone_expects_nothing()
    {
        var (overrides, _) = Read("test_overrides: [{rule_id: 1, test_ids: [1], reason: wip}]");
        Assert.Equivalent(new StageOutput(), Assert.Single(overrides.Stages).Output);
    }

    [Theory]
    [InlineData("test_overrides: [{rule_id: 1, test_ids: [1]}]", "the override has no 'reason'")]
    [InlineData("test_overrides: [{reason: x}]", "the override has no 'rule_id'")]
    [InlineData("test_overrides: [{rule_id: 1, reason: x, test_id: 1}]", "unknown key 'test_id' in override")]
    [InlineData("test_override: []", "unknown key 'test_override' in the file")]
    [InlineData("testoverride: {ignore: [1]}", "'ignore' must be a mapping of patterns to reasons")]
    [InlineData("testoverride: {input: {port: 1}}", "unknown key 'input' in testoverride")]
    [InlineData("{", "While parsing a node, did not find expected node content.")]
    public void A_fault_is_named(string yaml, string message) => Assert.Contains(Read(yaml).Faults, f => f.Message == message);

    [Fact]
    public void Forced_verdicts_are_read_from_the_file_go_ftw_calls_its_configuration()
    {
        var (overrides, faults) = Read("testoverride: {ignore: {'^1-': a}, forcepass: {'^2-': b}, forcefail: {'^3-': c}}");
        Assert.Empty(faults);
        Assert.Equal(
            [(ForcedVerdict.Ignore, "^1-", "a"), (ForcedVerdict.Pass, "^2-", "b"), (ForcedVerdict.Fail, "^3-", "c")],
            overrides.Forced.Select(f => (f.Verdict, f.NamePattern, f.Reason)));
    }

    private static (Overrides Overrides, IReadOnlyList<Fault> Faults) Read(string yaml) => OverridesReader.Read("o.yaml", Encoding.UTF8.GetBytes(yaml));
}
