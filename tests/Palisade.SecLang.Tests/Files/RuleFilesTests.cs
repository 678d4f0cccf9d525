using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Tests.Files;

public sealed class RuleFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_include_is_expanded_in_place_and_relative_to_its_file()
    {
        _folder.Write("a/b/inner.conf", "SecMarker INNER");
        _folder.Write("a/outer.conf", "SecMarker BEFORE\nInclude b/inner.conf\nSecMarker AFTER");
        var main = _folder.Write("main.conf", "Include a/outer.conf\nSecMarker END");

        Assert.Equal("BEFORE INNER AFTER END", Markers(main));
    }

    [Theory]
    [InlineData("*.conf", "A B C")]
    [InlineData("[ab].conf", "A B")]
    [InlineData("[a-b].conf", "A B")]
    [InlineData("[!a].conf", "B C")]
    [InlineData("?.conf", "A B C")]
    [InlineData("a*f", "A")]
    [InlineData("../d?/*.conf", "A B C")]
    [InlineData("../*/b.conf", "B OTHER")]
    [InlineData("../[de]*/b.conf", "B OTHER")]
    [InlineData("./a.conf", "A")]
    public void A_pattern_finds_its_files_in_ordinal_order(string pattern, string expected)
    {
        _folder.Write("d1/c.conf", "SecMarker C");
        _folder.Write("d1/a.conf", "SecMarker A");
        _folder.Write("d1/b.conf", "SecMarker B");
        _folder.Write("d1/.hidden.conf", "SecMarker HIDDEN");
        _folder.Write("d1/note.txt", "no rule");
        _folder.Write("e1/b.conf", "SecMarker OTHER");

        Assert.Equal(expected, Markers(_folder.Write("d1/main", $"Include {pattern}")));
        Assert.Equal(expected, Markers(_folder.Write("d1/main", $"Include \"{_folder.Path}/d1/{pattern}\"")));
    }

    [Fact]
    public void Names_of_files_are_UTF_8()
    {
        _folder.Write("caf\u00E9.conf", "SecMarker A");

        Assert.Equal("A", Markers(_folder.Write("main.conf", "Include caf\u00C3\u00A9.conf")));
    }

    [Fact]
    public void Rules_of_several_files_keep_their_order_and_their_bytes()
    {
        var one = _folder.Write("one.conf", "SecRule ARGS \"@rx caf\u00E9\" \"id:1\"");
        var two = _folder.Write("two.conf", "\u00EF\u00BB\u00BFSecRule ARGS \"@rx caf\u00C3\u00A9\" \"id:2\"\r\n");

        var result = RuleFiles.Load([two, one]);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(["caf\u00C3\u00A9", "caf\u00E9"], result.Directives.Cast<RuleDirective>().Select(r => r.Operator.Argument));
        Assert.Equal([new Place(two, 1, 1), new Place(one, 1, 1)], result.Directives.Select(d => d.At));
    }

    [Fact]
    public void What_cannot_be_read_is_said_where_it_is_asked_for()
    {
        var main = _folder.Write("main.conf", "\n  Include missing.conf\nIncludeOptional missing/*.conf\nInclude sub\nSecMarker A");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "sub"));

        Assert.Equal("2,11 SL1602 4,9 SL1602", Faults(RuleFiles.Load([main])));
        Assert.Equal("1,1 SL1601", Faults(RuleFiles.Load([Path.Combine(_folder.Path, "none.conf")])));
        Assert.Equal("1,1 SL1601", Faults(RuleFiles.Load([_folder.Path])));
        Assert.Equal("1,1 SL1601", Faults(RuleFiles.Load([""])));
        Assert.Equal("1,1 SL1601", Faults(RuleFiles.Load(["a\0b"])));
    }

    [Fact]
    public void A_file_that_includes_itself_is_refused_once()
    {
        _folder.Write("b.conf", "SecMarker B\nInclude main.conf");
        var main = _folder.Write("main.conf", "Include b.conf\nSecMarker A");

        var result = RuleFiles.Load([main]);

        Assert.Equal("2,9 SL1603", Faults(result));
        Assert.Equal("it is being read already: main.conf → b.conf → main.conf", result.Diagnostics[0].Hint);
        Assert.Equal(2, result.Directives.Count);
    }

    [Fact]
    public void A_pattern_that_finds_its_own_file_is_a_cycle() =>
        Assert.Equal("1,9 SL1603", Faults(RuleFiles.Load([_folder.Write("main.conf", "Include *.conf")])));

    [Fact]
    public void A_file_may_be_included_twice()
    {
        _folder.Write("a.conf", "SecMarker A");

        Assert.Equal("A A", Markers(_folder.Write("main.conf", "Include a.conf\nInclude a.conf")));
    }

    [Fact]
    public void Depth_size_and_number_of_files_are_bounded()
    {
        for (var i = 0; i < 5; i++) _folder.Write($"{i}.conf", $"Include {i + 1}.conf");
        _folder.Write("5.conf", "SecMarker A");
        var main = Path.Combine(_folder.Path, "0.conf");

        Assert.Equal("", Faults(RuleFiles.Load([main])));
        Assert.Equal("1,9 SL1604", Faults(RuleFiles.Load([main], new() { MaxDepth = 5 })));
        Assert.Equal("1,9 SL1604", Faults(RuleFiles.Load([main], new() { MaxFiles = 5 })));
        Assert.Equal("1,1 SL1604", Faults(RuleFiles.Load([main], new() { MaxFileBytes = 10 })));
        Assert.Equal("1,9 SL1604", Faults(RuleFiles.Load([main], new() { MaxTotalBytes = 20 })));
    }

    [Fact]
    public void Links_that_lead_round_in_circles_end_at_the_depth_limit()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "again"), _folder.Path);
        var main = _folder.Write("main.conf", "Include again/main.conf");

        Assert.Equal("1,9 SL1604", Faults(RuleFiles.Load([main], new() { MaxDepth = 10 })));
    }

    [Fact]
    public void Faults_come_in_the_order_of_the_files_with_those_of_the_whole_among_them()
    {
        _folder.Write("b.conf", "SecRule ARGS a pass\nSecNonsense");
        var main = _folder.Write("a.conf", "SecRule ARGS a id:1\nInclude b.conf\nSecRule ARGS a id:1\nSecRule ARGZ a id:2");

        Assert.Equal("a.conf 3 SL2002, a.conf 4 SL1201, b.conf 1 SL2001, b.conf 2 SL1101",
            string.Join(", ", RuleFiles.Load([main]).Diagnostics.Select(d => $"{Path.GetFileName(d.At.File)} {d.At.Line} {d.Code}")));
    }

    [Fact]
    public void Too_many_faults_in_all_files_end_the_reading()
    {
        var paths = Enumerable.Range(0, 20).Select(i => _folder.Write($"{i:00}.conf", string.Concat(Enumerable.Repeat("SecNonsense\n", 2000)))).ToList();

        var faults = RuleFiles.Load(paths).Diagnostics;

        Assert.InRange(faults.Count, 10_000, 12_000);
    }

    private static string Markers(string path)
    {
        var result = RuleFiles.Load([path]);
        Assert.Empty(result.Diagnostics);
        return string.Join(" ", result.Directives.Cast<MarkerDirective>().Select(m => m.Label));
    }

    private static string Faults(ParseResult result) => string.Join(" ", result.Diagnostics.Select(d => $"{d.At.Line},{d.At.Column} {d.Code}"));
}
