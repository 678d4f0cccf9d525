using System.Diagnostics;
using System.Text;
using Palisade.SecLang.Checks;
using Palisade.SecLang.Tests.Files;

namespace Palisade.SecLang.Tests;

/// <summary>Whatever the bytes: an answer, soon.</summary>
public sealed class RobustnessTests
{
    private const string Sample = """
        # comment \
        SecRuleEngine DetectionOnly
        SecDefaultAction "phase:2,log,pass"
        SecRule ARGS|!ARGS:/a|b/|&TX:'x y'|XML:/* \
            "!@rx (?i)\"quoted\" \\ %{tx.a}" \
            "id:1,phase:2,\
            t:none,t:lowercase,\
            msg:'it\'s, %{MATCHED_VAR}',\
            setvar:'tx.a=+1',setvar:tx.b='c,d',\
            ctl:ruleRemoveTargetById=7-9;ARGS:/x/,\
            skipAfter:END,chain"
            SecRule MATCHED_VARS "@streq %{tx.a}" ""
        SecAction 'id:2,pass,initcol:ip=%{REMOTE_ADDR}'
        SecMarker "END"
        SecRuleUpdateTargetById 1-5,7 "!ARGS:'a b'" REQUEST_URI
        SecRuleUpdateActionById 1:1 "deny,status:403"
        SecRuleRemoveById 1 "2-3 4"
        SecDataset words `
        one
        two
        `
        SecAuditLogParts ABIJZ
        Include none/*.conf
        """;

    [Fact]
    public void Every_cut_of_a_file_is_read_to_a_result()
    {
        foreach (var text in new[] { Sample, Sample.Replace("\n", "\r\n", StringComparison.Ordinal) })
        {
            for (var cut = 0; cut <= text.Length; cut++) Read(text[..cut]);
        }
    }

    [Fact]
    public void Every_file_without_one_of_its_bytes_is_read_to_a_result()
    {
        for (var at = 0; at < Sample.Length; at++) Read(Sample.Remove(at, 1));
    }

    [Fact]
    public void Changed_bytes_are_read_to_a_result()
    {
        var random = new Random(20250801);
        var bytes = new char[Sample.Length];
        for (var round = 0; round < 3000; round++)
        {
            Sample.CopyTo(bytes);
            for (var changes = random.Next(1, 12); changes > 0; changes--) bytes[random.Next(bytes.Length)] = Byte(random);
            Read(new string(bytes));
        }
    }

    [Fact]
    public void Random_bytes_are_read_to_a_result()
    {
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            Read(string.Create(random.Next(200), random, static (text, r) =>
            {
                for (var i = 0; i < text.Length; i++) text[i] = Byte(r);
            }));
            Read("SecRule " + Pieces(random));
            Read("SecAction \"" + Pieces(random));
        }
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "", "a" }, { "", "\n" }, { "", "\"" }, { "", "'" }, { "", "\\" }, { "", "\\\n" }, { "", "\\ " }, { "", "\\ \n" }, { "", " " }, { "", "\r" }, { "", "\0" },
        { "", "#" }, { "#SecRule ", "\\\n" }, { "", "`" }, { "", "SecRule\n" }, { "", "SecRule ARGS a\n" }, { "", "SecRule ARGS \"\n" }, { "", "SecDataset a `\n" },
        { "", "SecRule ARGS a id:1,chain\n" }, { "", "SecRule ARGS \"@rx a\" \"id:1,phase:2,deny,skipAfter:X\"\n" }, { "", "SecMarker A\n" },
        { "", "SecRuleRemoveById 1-99\n" }, { "", "Include a*b*c*d*e\n" }, { "SecMarker \"", "\\\"" }, { "SecMarker \"", "\\\n" }, { "SecMarker ", ":'" }, { "SecMarker ", ":'\\" },
        { "SecRule ", "|" }, { "SecRule ", "," }, { "SecRule \"", " " }, { "SecRule ", "ARGS|" }, { "SecRule ", "ARGZ|" }, { "SecRule ARGS:", "/" }, { "SecRule ARGS:", "/|" }, { "SecRule ", "ARGS:/a|" },
        { "SecRule ", "ARGS:'|" }, { "SecRule \"", "ARGS:'\\'|" }, { "SecRule ", "A" }, { "SecRule ", "ARGS:" }, { "SecRule ", "!" },
        { "SecRule ARGS \"@", "a" }, { "SecRule ARGS \"@streq ", "%{" }, { "SecRule ARGS \"@streq ", "%{}" }, { "SecRule ARGS \"@streq ", "%{tx.a}" }, { "SecRule ARGS \"@streq ", "\\%{" }, { "SecRule ARGS \"@streq %{", "a" },
        { "SecAction \"", "," }, { "SecAction \"", ":" }, { "SecAction \"", "a," }, { "SecAction \"", "a:'," }, { "SecAction \"", "msg:'a'b," }, { "SecAction \"", "t:none," }, { "SecAction \"", "setvar:tx.a=','" },
        { "SecAction \"", "setvar:tx.a='" }, { "SecAction \"", "='" }, { "SecAction \"setvar:", "='" }, { "SecAction \"setvar:", "='\\" }, { "SecAction \"msg:'", "\\'" }, { "SecAction \"id:", "1" },
        { "SecAction \"ctl:ruleRemoveById=", "1-2 " }, { "SecAction \"ctl:ruleRemoveTargetById=1;", "ARGS|" }, { "SecRuleRemoveById \"", "1," }, { "SecRuleRemoveById ", "1 " }, { "SecRuleRemoveById ", "x " },
    };

    /// <summary>One thing over and over; what is quadratic here takes minutes, what is linear a moment.</summary>
    [Theory, MemberData(nameof(Hostile))]
    public void Half_a_megabyte_of_the_same_is_read_in_linear_time(string start, string again)
    {
        var text = new StringBuilder(start);
        while (text.Length < 500_000) text.Append(again);

        var watch = Stopwatch.StartNew();
        Read(text.ToString());
        Read(text + "!ARGS a id:1\n");
        Read(text.Append("\"\n").ToString());
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void A_megabyte_of_everything_hostile_is_read_in_linear_time()
    {
        var text = new StringBuilder();
        while (text.Length < 1_000_000)
        {
            foreach (var row in Hostile) text.Append(row[0]).Append(string.Concat(Enumerable.Repeat((string)row[1], 50)));
        }

        var watch = Stopwatch.StartNew();
        Read(text.ToString());
        Read(text.Replace("\n", " ").ToString());
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void Patterns_of_includes_with_many_stars_are_matched_soon()
    {
        using var folder = new TemporaryFolder();
        folder.Write(new string('a', 200), "");
        var main = folder.Write("main.conf", $"Include {string.Concat(Enumerable.Repeat("*a", 60))}b");

        var watch = Stopwatch.StartNew();
        Assert.Equal(DiagnosticCode.NothingIncluded, Assert.Single(RuleFiles.Load([main]).Diagnostics).Code);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [FactWithSharedFiles]
    public void Changed_bytes_of_the_core_rule_set_are_read_to_a_result()
    {
        var random = new Random(11);
        var text = File.ReadAllText(Path.Combine(SharedFiles.Folder!, "crs", "rules", "REQUEST-920-PROTOCOL-ENFORCEMENT.conf"), Encoding.Latin1).ToCharArray();
        for (var round = 0; round < 20; round++)
        {
            for (var changes = 0; changes < 50; changes++) text[random.Next(text.Length)] = Byte(random);
            Read(new string(text));
        }
    }

    private static void Read(string text)
    {
        var result = RuleText.Parse(text);
        Assert.All(result.Diagnostics, d => Assert.True(d.At is { Line: > 0, Column: > 0 } && d.Message.Length is > 0 and < 1000));
        Assert.NotNull(RuleChecks.Run(result.Directives));
    }

    /// <summary>Any byte, those that mean something more often.</summary>
    private static char Byte(Random random)
    {
        const string telling = "\"'`\\\n\r\t ,:;|!&@%{}=/#<*[]-";
        return random.Next(2) is 0 ? telling[random.Next(telling.Length)] : (char)random.Next(256);
    }

    private static string Pieces(Random random)
    {
        string[] pieces = ["ARGS", "TX", ":", "/", "'", "\"", "\\", "\n", "|", ",", "!", "&", "@rx", " ", "%{", "tx.a", "}", "id:1", "setvar:", "ctl:", "=", "ruleRemoveById", "chain", "msg:", "t:none", ";"];
        return string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));
    }
}
