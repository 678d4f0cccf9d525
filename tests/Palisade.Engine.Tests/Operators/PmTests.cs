using Palisade.Engine.Operators;

namespace Palisade.Engine.Tests.Operators;

public sealed class PmTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-pm").FullName;

    private string RuleFile => Path.Combine(_folder, "rules.conf");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("union select", "1 UNION all", true)]
    [InlineData("union select", "onion", false)]
    [InlineData("a", "a", true)]
    [InlineData("", "anything", false)]
    [InlineData("  ", "anything", false)]
    [InlineData("x\ty", "only y", true)]
    [InlineData("\u00c9", "\u00c9", true)]
    [InlineData("\u00c9", "\u00e9", false)]
    [InlineData("|41 42|", "xaby", true)]
    [InlineData("x|41 42|y", "xABy", true)]
    [InlineData("|00|", "\0", true)]
    [InlineData("a|b", "a|b", true)]
    [InlineData("a|4|b", "a|4|b", true)]
    [InlineData("||", "||", true)]
    [InlineData("a\\;b", "a;b", true)]
    [InlineData("a\\\\b", "a\\b", true)]
    [InlineData("a\\xb", "a\\xb", true)]
    [InlineData("\"one two\"", "two", true)]
    [InlineData("\"", "\"", true)]
    [InlineData("%{tx.a}", "%{tx.a}", true)]
    public void A_phrase_is_found_without_regard_to_ascii_case(string phrases, string value, bool expected) =>
        Assert.Equal(expected, Op.Matches("pm", phrases, value, expanded: "unused"));

    [Theory]
    [InlineData("Googlebot bing", "GOOGLEBOT", "Googlebot")]
    [InlineData("he she hers", "ushers", "she")]
    [InlineData("abcd bc", "xabcx", "bc")]
    [InlineData("A a", "a", "A")]
    public void The_capture_is_the_phrase_as_the_list_spells_it(string phrases, string value, string capture) =>
        Assert.Equal([capture], Op.Captures("pm", phrases, value));

    [Fact]
    public void Without_capture_nothing_is_captured()
    {
        var run = Op.Run();
        Assert.True(Op.Of("pm", "a").Matches("a"u8, run));
        Assert.Equal(0, run.CaptureCount);
    }

    [Theory]
    [InlineData("pmFromFile")]
    [InlineData("pmf")]
    public void A_file_holds_one_phrase_a_line(string name)
    {
        Write("list.data", "# comment\n\n  # indented\r\nfoo bar\r\nbaz#1\n");
        var op = Op.Of(name, "list.data", file: RuleFile);
        Assert.True(op.Matches("a Foo Bar b"u8, Op.Run()));
        Assert.True(op.Matches("BAZ#1"u8, Op.Run()));
        Assert.False(op.Matches("foo"u8, Op.Run()));
        Assert.False(op.Matches("# comment"u8, Op.Run()));
    }

    [Fact]
    public void Several_files_are_one_list()
    {
        Write("one.data", "one");
        Write("two.data", "\u00ef\u00bb\u00bftwo");
        var op = Op.Of("pmFromFile", "one.data two.data", file: RuleFile);
        Assert.True(op.Matches("one"u8, Op.Run()));
        Assert.True(op.Matches("two"u8, Op.Run()));
    }

    [Fact]
    public void A_file_may_have_spaces_in_its_name()
    {
        Write("my list.data", "phrase");
        Assert.True(Op.Of("pmFromFile", "my list.data", file: RuleFile).Matches("phrase"u8, Op.Run()));
    }

    [Fact]
    public void A_missing_file_is_reported_where_its_name_stands()
    {
        Write("one.data", "one");
        var (created, faults) = Op.Create("pmFromFile", "one.data two.data", file: RuleFile);
        Assert.Null(created);
        var fault = Assert.Single(faults);
        Assert.Equal("SL4004", fault.Code);
        Assert.Equal(29, fault.At.Column);
        Assert.Contains("two.data", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pmFromFile", "https://example.org/list", "SL4006")]
    [InlineData("pmFromFile", "", "SL4004")]
    [InlineData("pmFromFile", "a\0b", "SL4004")]
    [InlineData("ipMatchFromFile", "https://example.org/list", "SL4006")]
    [InlineData("pmFromDataset", "nothing", "SL4008")]
    [InlineData("ipMatchFromDataset", "nothing", "SL4008")]
    public void What_cannot_be_read_is_refused(string name, string argument, string code)
    {
        var (created, faults) = Op.Create(name, argument, file: RuleFile);
        Assert.Null(created);
        Assert.Equal(code, Assert.Single(faults).Code);
    }

    [Fact]
    public void A_dataset_is_a_list()
    {
        var options = new OperatorOptions { Datasets = new Dictionary<string, IReadOnlyList<string>> { ["bad"] = ["evil words"] } };
        Assert.True(Op.Of("pmFromDataset", "bad", options).Matches("some EVIL WORDS here"u8, Op.Run()));
    }

    private void Write(string name, string text) => File.WriteAllBytes(Path.Combine(_folder, name), Op.Bytes(text));
}
