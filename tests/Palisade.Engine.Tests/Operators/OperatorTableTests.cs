using Palisade.Engine.Operators;
using Palisade.SecLang;

namespace Palisade.Engine.Tests.Operators;

public sealed class OperatorTableTests
{
    [Theory]
    [InlineData("gsbLookup")]
    [InlineData("rsub")]
    [InlineData("validateHash")]
    public void What_no_engine_runs_any_more_is_refused_by_name_with_a_hint(string name)
    {
        var (created, faults) = Op.Create(name, "x");
        Assert.Null(created);
        var fault = Assert.Single(faults);
        Assert.Equal("SL4002", fault.Code);
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Hint);
    }

    [Fact]
    public void An_unknown_name_is_an_error_at_the_argument()
    {
        var (created, faults) = Op.Create("nosuch", "x");
        Assert.Null(created);
        Assert.Equal(("SL4001", 3, 20), (Assert.Single(faults).Code, faults[0].At.Line, faults[0].At.Column));
    }

    [Fact]
    public void Names_are_compared_without_regard_to_case() => Assert.True(Op.Matches("STREQ", "a", "a"));

    [Fact]
    public void The_language_and_the_engine_know_the_same_operators()
    {
        var words = Vocabulary.Operators.All.SelectMany(w => w.Synonyms.Append(w.Name));
        Assert.Equal(words.Order(StringComparer.Ordinal), OperatorTable.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_operator_is_on_its_page_and_the_page_names_no_other()
    {
        var lines = File.ReadAllLines(Path.Combine(Root(), "docs", "operators.md"));
        var table = lines.SkipWhile(l => !l.StartsWith("|---", StringComparison.Ordinal)).Skip(1).TakeWhile(l => l.StartsWith('|'));
        var named = table.SelectMany(l => l.Split('|')[1].Split('`').Where((_, i) => i % 2 == 1));
        Assert.Equal(OperatorTable.Names.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("pmFromFile", " words.txt ")]
    [InlineData("validateDTD", " words.dtd ")]
    [InlineData("fuzzyHash", " words.txt 80 ")]
    public void Blanks_around_a_file_name_do_not_belong_to_it(string name, string argument)
    {
        var folder = Directory.CreateTempSubdirectory("palisade-blanks").FullName;
        File.WriteAllText(Path.Combine(folder, "words.txt"), "word");
        File.WriteAllText(Path.Combine(folder, "words.dtd"), "<!ELEMENT a ANY>");
        Op.Of(name, argument, file: Path.Combine(folder, "rules.conf"));
        Directory.Delete(folder, recursive: true);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Palisade.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
