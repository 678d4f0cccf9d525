using System.Text;
using Palisade.Ftw.Loading;
using static Palisade.Ftw.Tests.TestText;

namespace Palisade.Ftw.Tests.Loading;

public sealed class TestFileReaderTests
{
    [Fact]
    public void A_file_holds_its_tests_with_rule_id_test_id_stages_and_lines()
    {
        var file = Read(
            """
            ---
            meta: {author: x}
            rule_id: 920100
            tests:
              - test_id: 4
                desc: first
                tags: [a, b]
                stages:
                  - input: {uri: /one}
                    output: {status: 400}
                  - input: {uri: /two}
                    output: {log: {no_expect_ids: [3]}}
            """);

        var test = Assert.Single(file.Tests);
        Assert.Equal("920100-4", test.Name);
        Assert.Equal(5, test.At.Line);
        Assert.Equal(["a", "b"], test.Tags);
        Assert.Equal(["/one", "/two"], test.Stages.Select(s => s.Input.Uri));
        Assert.Equal([400], test.Stages[0].Output.Status);
        Assert.Equal([3L], test.Stages[1].Output.NoExpectIds);
        Assert.Empty(file.Faults);
        Assert.Empty(file.Warnings);
    }

    [Theory]
    [InlineData("{version: HTTP/1.0}", "HTTP/1.0")]
    [InlineData("{version: 1.0}", "1.0")]
    [InlineData("{version: 0x10}", "0x10")]
    [InlineData("{version: 'yes'}", "yes")]
    [InlineData("{version: yes}", "yes")]
    [InlineData("{version: ''}", "")]
    [InlineData("{version: \"\\t HTTP/1.1 \"}", "\t HTTP/1.1 ")]
    [InlineData("{version: }", null)]
    [InlineData("{version: ~}", null)]
    [InlineData("{version: null}", null)]
    [InlineData("{version: 'null'}", "null")]
    public void Scalars_stay_the_text_that_was_written(string input, string? version) =>
        Assert.Equal(version, Stage(input).Input.Version);

    [Theory]
    [InlineData("|", "a\n b\n")]
    [InlineData("|-", "a\n b")]
    [InlineData("|+", "a\n b\n\n")]
    [InlineData(">", "a\n b\n")]
    public void Block_scalars_keep_their_line_ends(string style, string data)
    {
        var file = Read($"rule_id: 1\ntests:\n  - stages:\n      - input:\n          data: {style}\n            a\n             b\n\n        output: {{}}\n");
        Assert.Equal(data, file.Tests[0].Stages[0].Input.Data);
    }

    [Fact]
    public void Characters_that_only_old_YAML_takes_for_line_ends_are_kept() =>
        Assert.Equal("a\u0085b\u2028c\u2029d", Stage("{data: \"a\u0085b\u2028c\u2029d\"}").Input.Data);

    [Fact]
    public void Headers_are_sorted_by_the_bytes_of_their_names() =>
        Assert.Equal(["A", "B", "a", "\uFF21", "\U00010041"], Stage("{headers: {a: 1, \U00010041: 1, \uFF21: 1, B: 1, A: 1}}").Input.Headers.Select(h => h.Name));

    [Fact]
    public void Ordered_headers_keep_order_and_repetition() =>
        Assert.Equal(
            [new("B", "1"), new("A", "2"), new("B", "")],
            Stage("{headers: {X: no}, ordered_headers: [{name: B, value: 1}, {name: A, value: 2}, {name: B}]}").Input.Headers);

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{autocomplete_headers: false}", false)]
    [InlineData("{autocomplete_headers: off}", false)]
    [InlineData("{stop_magic: true}", false)]
    [InlineData("{stop_magic: true, autocomplete_headers: true}", true)]
    public void Autocompletion_is_on_unless_either_name_of_its_switch_says_no(string input, bool autocompletes) =>
        Assert.Equal(autocompletes, Stage(input).Input.AutocompleteHeaders);

    [Theory]
    [InlineData("{status: 403}", new[] { 403 })]
    [InlineData("{status: [400, 403]}", new[] { 400, 403 })]
    [InlineData("{status: 0}", new int[0])]
    public void A_status_is_a_number_or_a_list(string output, int[] status) =>
        Assert.Equal(status, Stage("{}", output).Output.Status);

    [Theory]
    [InlineData("{log_contains: 'id \"1\"'}", "id \"1\"")]
    [InlineData("{log_contains: old, log: {match_regex: new}}", "new")]
    [InlineData("{log_contains: old, log: {expect_ids: [1]}}", null)]
    public void The_old_log_contains_counts_where_nothing_newer_is_said(string output, string? pattern) =>
        Assert.Equal(pattern, Stage("{}", output).Output.MatchRegex);

    [Theory]
    [InlineData("{no_log_contains: 'id \"1\"'}", "id \"1\"")]
    [InlineData("{no_log_contains: old, log: {no_match_regex: new}}", "new")]
    [InlineData("{no_log_contains: old, log: {no_expect_ids: [1]}}", null)]
    public void The_old_no_log_contains_counts_where_nothing_newer_is_said(string output, string? pattern) =>
        Assert.Equal(pattern, Stage("{}", output).Output.NoMatchRegex);

    [Fact]
    public void The_first_version_of_the_format_is_read_too()
    {
        var file = Read(
            """
            meta: {enabled: true}
            tests:
              - test_title: 911100-1
                stages:
                  - stage:
                      input: {uri: /a}
                      output: {no_log_contains: x}
              - test_title: 911100-2
                stages:
                  - stage: {input: {uri: /b}, output: {log_contains: y}}
            """,
            "REQUEST-911/911100.yaml");
        Assert.Equal(["911100-1", "911100-2"], file.Tests.Select(t => t.Name));
        Assert.Equal("y", file.Tests[1].Stages[0].Output.MatchRegex);
        Assert.Empty(file.Faults);
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void A_list_of_uris_is_one_stage_for_each()
    {
        var test = Assert.Single(OneStage("{uri: /no, uris: [/a, /b]}").Tests);
        Assert.Equal(["/a", "/b"], test.Stages.Select(s => s.Input.Uri));
        Assert.All(test.Stages, s => Assert.Equal(0, s.Index));
    }

    [Fact]
    public void Anchors_and_merge_keys_are_resolved()
    {
        var file = Read(
            """
            rule_id: 1
            tests:
              - test_id: 1
                stages:
                  - input: &base {uri: /a, method: PUT}
                    output: &out {status: 200}
                  - input: {<<: *base, uri: /b}
                    output: *out
            """);
        var second = file.Tests[0].Stages[1];
        Assert.Equal(("/b", "PUT"), (second.Input.Uri, second.Input.Method));
        Assert.Equal([200], second.Output.Status);
    }

    [Theory]
    [InlineData("{expect_id: [1]}", "unknown key 'expect_id' in output")]
    [InlineData("{log: {expect_id: [1]}}", "unknown key 'expect_id' in log")]
    public void A_misspelt_expectation_is_warned_about(string output, string warning) =>
        Assert.Equal(warning, Assert.Single(OneStage("{}", output).Warnings).Message);

    [Theory]
    [InlineData("{port: http}", "{}", "'port' must be a whole number from 1 to 65535")]
    [InlineData("{port: 70000}", "{}", "'port' must be a whole number from 1 to 65535")]
    [InlineData("{headers: [a]}", "{}", "'headers' must be a mapping of names to values")]
    [InlineData("{headers: {a: [b]}}", "{}", "'a' must be text")]
    [InlineData("{ordered_headers: [a]}", "{}", "'ordered_headers' must be a list of mappings with 'name' and 'value'")]
    [InlineData("{data: [a, b]}", "{}", "'data' must be text")]
    [InlineData("{autocomplete_headers: maybe}", "{}", "'autocomplete_headers' must be true or false")]
    [InlineData("{data: a, encoded_request: YQ==}", "{}", "'data' and 'encoded_request' exclude each other")]
    [InlineData("{response: {status: 200}}", "{}", "'response' is not supported: send a POST to /reflect")]
    [InlineData("{}", "{status: ok}", "'status' must be a whole number from 0 to 999")]
    [InlineData("{}", "{log: [1]}", "'log' must be a mapping")]
    [InlineData("{}", "{log: {expect_ids: [x]}}", "'expect_ids' must be a whole number from 0 to 4294967295")]
    [InlineData("{}", "{isolated: true, log: {expect_ids: [1, 2]}}", "'isolated' needs exactly one id in 'expect_ids'")]
    public void What_cannot_be_used_is_a_fault_of_the_test_with_its_line(string input, string output, string message)
    {
        var file = OneStage(input, output);
        var fault = Assert.Single(Assert.Single(file.Tests).Faults);
        Assert.Equal(message, fault.Message);
        Assert.InRange(fault.At.Line, 5, 6);
    }

    [Theory]
    [InlineData("rule_id: 1\ntests: []", "has no 'tests'")]
    [InlineData("rule_id: 1", "has no 'tests'")]
    [InlineData("rule_id: x\ntests: [{}]", "'rule_id' must be a whole number from 1 to 4294967295")]
    [InlineData("[1, 2]", "'file' must be a mapping")]
    [InlineData("rule_id: 1\nrule_id: 2", "'rule_id' is given twice")]
    [InlineData("a: *b", "no anchor 'b' before this")]
    [InlineData("a: !!binary YQ==", "!!binary is not supported; use encoded_data")]
    public void A_file_that_cannot_be_used_is_a_fault(string yaml, string message) =>
        Assert.Contains(Read(yaml).Faults, f => f.Message == message);

    [Fact]
    public void A_rule_id_that_is_neither_in_the_file_nor_in_its_name_is_missing() =>
        Assert.Equal("'rule_id' is missing", Assert.Single(Read("tests: [{stages: []}]", "tests.yaml").Faults).Message);

    [Theory]
    [InlineData("- test_id: 1", "the test has no 'stages'")]
    [InlineData("- test_id: 1\n    stages: [{output: {}}]", "the stage has no 'input'")]
    [InlineData("- null", "the test is empty")]
    public void A_test_that_sends_nothing_is_a_fault_and_never_a_pass(string test, string message) =>
        Assert.Equal(message, Assert.Single(Assert.Single(Read($"rule_id: 1\ntests:\n  {test}").Tests).Faults).Message);

    [Fact]
    public void Broken_YAML_is_a_fault_with_its_line()
    {
        var fault = Assert.Single(Read("rule_id: 1\ntests:\n  - {a: [}\n").Faults);
        Assert.Equal("930100.yaml(3)", fault.At.ToString());
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_a_fault_with_their_line()
    {
        var fault = Assert.Single(TestFileReader.Read("a.yaml", [.. "rule_id: 1\nx: "u8, 0xFF]).Faults);
        Assert.Equal((2, "is not UTF-8 here"), (fault.At.Line, fault.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    [InlineData("services: {waf: {image: x}}")]
    public void A_file_without_tests_is_warned_about(string yaml)
    {
        var file = Read(yaml);
        Assert.Empty(file.Faults);
        Assert.Single(file.Warnings);
    }

    [Fact]
    public void Aliases_cannot_blow_a_small_file_up()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++) bomb.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        Assert.Equal("holds too many values", Assert.Single(Read(bomb.ToString()).Faults).Message);
    }

    [Fact]
    public void Deep_nesting_is_a_fault() =>
        Assert.Equal("is nested too deep", Assert.Single(Read("a: " + new string('[', 1000)).Faults).Message);
}
