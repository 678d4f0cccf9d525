using System.Diagnostics;
using System.Text;
using Palisade.Detection.Html;
using Palisade.Detection.Sql;
using Palisade.Detection.Tests.Shared;

namespace Palisade.Detection.Tests;

/// <summary>All input is hostile: no bytes make a recogniser throw, and none make it slow.</summary>
public sealed class RobustnessTests
{
    private const int Mebibyte = 1024 * 1024;

    // Far above what a linear reading of a mebibyte takes on a busy machine, far below what a quadratic one would.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static readonly string[] Samples =
    [
        "1' or 1=1 -- ", "x') union/**/all select null,@@version,(select 1 from t where a='b')#", "1;exec master..xp_cmdshell 'dir'--",
        "/*!50000select*/ 0x41,1e5,1.e(,.5,b'01',n'x',$$a$$,$t$b$t$,[c d],`e`,:f,{fn g()} from h.i..j limit 1,2", "\\' or \\\" and `a\\` = '''' --",
        "case when (1=1) then sleep(5) else 'x' end; if(1=1) drop table a; begin declare @a int set @a=1 end", "' IN BOOLEAN MODE) AND 1 BETWEEN 2 AND 3 IS NOT NULL LIKE 'x' ESCAPE '!'",
        "<script>alert(1)</script>", "\"><img src=x onerror=\"alert(1)\"/>", "<a href='&#0000106&#x61;va&Tab;script:x'style=\"x:expr/**/ession(1)\">", "<!--[if IE]><!DOCTYPE a [<!ENTITY b SYSTEM 'c'>]><?xml-stylesheet?>",
        "<svg><set attributeName=onx to=y><iframe srcdoc=`<b>`></svg>", "javascript&colon;alert`1`", "x onmouseover=alert(1) y=<",
    ];

    public static TheoryData<string> Repeated => ["'", "\"", "`", "''", "\\'", "/*", "*/", "/*!", "--", "-- \n", "#", "#\n", "<", "<a ", "<a b=\"", "<a b='<", "<!--", "<!doctype ", "<?", "</", "<a b=c ", "select ", "(", ")", "((select ", "a(", "1,", "1=1 or ", "$a$", "$a$,", "$1$2", "[", "[a]", "@", "@'", ".", "a.", "a.\"", "1.e", "&#", "&#1", "0x", "\0", "\u00a0", "\u00c3\u00a0", ";", "{a ", "||", "case when ", "x'", "union select ", "' ", "on=", " onx=(", "=", "%", "a b=\"<i c='", "style=\"", "<a style=\"/*"];

    [Theory]
    [MemberData(nameof(Repeated))]
    public void One_text_over_and_over_is_read_in_linear_time(string text)
    {
        AssertQuick("", text, Mebibyte / 2);
        foreach (var prefix in new[] { "1' or ", "<a b=" }) AssertQuick(prefix, text, Mebibyte / 8);
    }

    [Theory]
    [InlineData("'")]
    [InlineData("/*")]
    [InlineData("<")]
    [InlineData("select ")]
    [InlineData("<!doctype ")]
    public void A_mebibyte_is_read_in_linear_time(string text) => AssertQuick("", text, Mebibyte);

    private static void AssertQuick(string prefix, string text, int length)
    {
        var value = Encoding.Latin1.GetBytes(prefix + string.Concat(Enumerable.Repeat(text, length / text.Length)));
        var clock = Stopwatch.StartNew();
        SqlInjection.Detect(value);
        Xss.Detect(value);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Bound);
    }

    [Fact]
    public void No_cut_of_an_attack_throws()
    {
        foreach (var sample in Attacks().Take(200))
        {
            for (var start = 0; start < sample.Length; start += Math.Max(1, sample.Length / 4))
            {
                for (var end = start; end <= sample.Length; end++) Detect(sample.AsSpan(start, end - start));
            }
        }
    }

    [Fact]
    public void No_change_to_an_attack_throws()
    {
        var random = new Random(20260101);
        foreach (var sample in Attacks().Take(200))
        {
            for (var round = 0; round < 50; round++)
            {
                var changed = sample.ToArray();
                for (var changes = random.Next(1, 6); changes > 0 && changed.Length > 0; changes--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
                Detect(changed);
            }
        }
    }

    [Fact]
    public void No_random_value_throws()
    {
        var random = new Random(20260102);
        var alphabet = "'\"`\\/*-#();=<>,. \t\n@$[]{}|&!%:+^~?0123xXeEorandselectunion\0\u00a0\u00c2"u8.ToArray();
        for (var round = 0; round < 40_000; round++)
        {
            var value = new byte[random.Next(80)];
            if (round % 2 == 0) random.NextBytes(value);
            else for (var i = 0; i < value.Length; i++) value[i] = alphabet[random.Next(alphabet.Length)];
            Detect(value);
        }
    }

    private static void Detect(ReadOnlySpan<byte> value)
    {
        var sql = SqlInjection.Detect(value);
        if (sql is not null) AssertInside(value.Length, sql.Offset, sql.Length);
        var xss = Xss.Detect(value);
        if (xss is not null) AssertInside(value.Length, xss.Offset, xss.Length);
    }

    private static void AssertInside(int total, int offset, int length)
    {
        Assert.InRange(offset, 0, total - 1);
        Assert.InRange(length, 1, total - offset);
    }

    private static IEnumerable<byte[]> Attacks()
    {
        var shared = SharedFolder.Find("corpora", "mgm-attack.jsonl.gz") is { } file
            ? LabelledRequest.Read(file).Where(r => r.Cat is "sqli" or "xss").SelectMany(r => RequestValues.Of(r.Target, r.Header("Content-Type"), r.Body)).Where(v => v.Length > 8).Distinct(StringComparer.Ordinal)
            : [];
        return Samples.Concat(shared).Select(Encoding.Latin1.GetBytes);
    }
}
