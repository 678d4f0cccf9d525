using System.Text;
using Palisade.Detection.Sql;

namespace Palisade.Detection.Tests.Sql;

public sealed class SqlInjectionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("don't")]
    [InlineData("Null Select")]
    [InlineData("2024 select * wildcard meaning please")]
    [InlineData("Insert coin (into slot) / 879.00")]
    [InlineData("I get an error when I run `ALTER TABLE users ADD COLUMN age INT`, any idea?")]
    [InlineData("O'Reilly and sons")]
    [InlineData("select a colour from the list -- thanks")]
    [InlineData("1-2")]
    [InlineData("rock'n'roll")]
    [InlineData("union of the selected members")]
    [InlineData("drop table-top games")]
    [InlineData("this is not isqli")]
    [InlineData("the workers' union select committee")]
    [InlineData("Levi's or 501")]
    [InlineData("3' or 4' tall")]
    [InlineData("press '+' or '-' keys")]
    [InlineData("the '||' operator")]
    [InlineData("price > 100 and price < 200")]
    [InlineData("He said \"hello\" and left")]
    [InlineData("update my profile set aside")]
    [InlineData("delete from my list")]
    [InlineData("create table for two")]
    [InlineData("grant access to users")]
    [InlineData("order by phone")]
    [InlineData("2 or 3 days, 1 and 2 nights")]
    [InlineData("if x = 5 then leave")]
    [InlineData("time.sleep(5)")]
    [InlineData("sleep (8 hours)")]
    [InlineData("select 2 of 5 items")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36")]
    [InlineData("2024-01-01T10:00:00+02:00")]
    [InlineData("name asc, price desc")]
    [InlineData("SGVsbG8gd29ybGQ=")]
    [InlineData("a@example.com; b@example.com")]
    [InlineData("WHERE name = 'x' AND place = 'y'")]
    [InlineData("\"foo\" or \"bar\"")]
    [InlineData("the boys' and girls' toilets")]
    [InlineData("5'11\" tall and 6\" wide")]
    [InlineData("Bague d'or 750")]
    [InlineData("The \"select\" and \"from\" keywords")]
    [InlineData("the \"is\" and \"or\" operators")]
    [InlineData("7 or 8 like that")]
    [InlineData("2 and 2 is 4")]
    [InlineData("İzmir'in (merkez) ilçesi")]
    [InlineData("project = ABC AND status = \"In Progress\" ORDER BY created DESC")]
    [InlineData("assignee = currentUser() AND status != Done")]
    [InlineData("length(name) = 5 and upper(x) = y")]
    [InlineData("if len(a) != 0 or len(b) != 0:")]
    [InlineData("if (strcmp(property, \"LogLevel\") == 0) return 1;")]
    [InlineData("=IF(A1=B1,1,0)")]
    [InlineData("systemd-sleep(8), sleep(2) called")]
    [InlineData("#include <sys/vfs.h>    /* or <sys/statfs.h> */")]
    [InlineData("the `-Dntp-servers=` option")]
    [InlineData("`exec' in the startup files")]
    [InlineData("delimiter: '#'")]
    [InlineData("exclude[]=@org/*")]
    [InlineData("create a table; insert values (1,2)")]
    [InlineData("drop table reservation please")]
    [InlineData("(BETA) Copy files to and from the machine")]
    [InlineData("//home/user/*.txt and */5 * * * *")]
    public void Ordinary_text_is_clean(string value) => Assert.Null(Detect(value));

    [Theory]
    [InlineData("1234 OR 1=1", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("1 and 1=1", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("-1839' or '1'='1", SqlInjectionKind.Condition, SqlContext.SingleQuoted)]
    [InlineData("-1839\" or \"1\"=\"2", SqlInjectionKind.Condition, SqlContext.DoubleQuoted)]
    [InlineData("x` or 1=1 -- ", SqlInjectionKind.Condition, SqlContext.BackQuoted)]
    [InlineData("'or'1'='1", SqlInjectionKind.Condition, SqlContext.SingleQuoted)]
    [InlineData("x' AND email IS NULL; --", SqlInjectionKind.Condition, SqlContext.SingleQuoted)]
    [InlineData("') or ('a'='a", SqlInjectionKind.Condition, SqlContext.SingleQuoted)]
    [InlineData("'=''or'", SqlInjectionKind.Condition, SqlContext.SingleQuoted)]
    [InlineData("' or ''-'", SqlInjectionKind.Condition, SqlContext.SingleQuoted)]
    [InlineData("x'='y' or 'a'='b", SqlInjectionKind.Condition, SqlContext.SingleQuoted)]
    [InlineData("' OR 2 BETWEEN 1 AND 3", SqlInjectionKind.Condition, SqlContext.SingleQuoted)]
    [InlineData("1 or 1 like 1", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("1 && 1=1", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("1 || 1=1", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("(1)or(1)=(1)", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("1.e(ascii 1.e(substring(1.e(select password from users limit 1 1.e,1 1.e) 1.e,1 1.e,1 1.e)1.e)1.e) = 70 or'1'='2", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("' or '{\"b\":2}'::jsonb <@ '{\"a\":1}'::jsonb-- -", SqlInjectionKind.Condition, SqlContext.SingleQuoted)]
    [InlineData("0'XOR(if(now()=sysdate(),sleep(12),0))XOR'Z", SqlInjectionKind.FunctionCall, SqlContext.SingleQuoted)]
    [InlineData("1*DBMS_PIPE.RECEIVE_MESSAGE(CHR(99),12)", SqlInjectionKind.FunctionCall, SqlContext.Bare)]
    [InlineData("';BEGIN DBMS_LOCK.SLEEP(5); END--", SqlInjectionKind.FunctionCall, SqlContext.SingleQuoted)]
    [InlineData("x' IN BOOLEAN MODE) AND SLEEP(5)#", SqlInjectionKind.FunctionCall, SqlContext.SingleQuoted)]
    [InlineData("1 AND 5650=CONVERT(INT,(UNION ALL SELECTCHAR(88)))", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("1]-(SELECT 0 WHERE 1=1 UNION ALL SELECT NULL-- x", SqlInjectionKind.Union, SqlContext.Bracketed)]
    [InlineData("1dunion select 1", SqlInjectionKind.Union, SqlContext.Bare)]
    [InlineData("1+union+all+select+1,2", SqlInjectionKind.Union, SqlContext.Bare)]
    [InlineData("'; copy (select '') to program 'nslookup x'--", SqlInjectionKind.Statement, SqlContext.SingleQuoted)]
    [InlineData("'; update users set password='x' where id=1--", SqlInjectionKind.Statement, SqlContext.SingleQuoted)]
    [InlineData("x' grant connect to name; --", SqlInjectionKind.Statement, SqlContext.SingleQuoted)]
    [InlineData("1;IF(1=1) SELECT 1 ELSE DROP FUNCTION f--", SqlInjectionKind.Statement, SqlContext.Bare)]
    [InlineData("\\' or 1=1 -- ", SqlInjectionKind.Condition, SqlContext.SingleQuoted)]
    [InlineData("1\u00a0or\u00a01=1", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("1/**/or/**/1=1", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("1or 1=1", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("foo') UNION ALL select NULL --", SqlInjectionKind.Union, SqlContext.SingleQuoted)]
    [InlineData("1--1 union select 1,2,3", SqlInjectionKind.Union, SqlContext.Bare)]
    [InlineData("1'UNION/*!0SELECT user,2/*!0from/*!0mysql.user/*-", SqlInjectionKind.Union, SqlContext.SingleQuoted)]
    [InlineData("0 div 1 union#foo*/*bar\r\nselect#foo\r\n1,2,current_user", SqlInjectionKind.Union, SqlContext.Bare)]
    [InlineData("/post/*/*/2 union all/bar", SqlInjectionKind.Union, SqlContext.AfterComment)]
    [InlineData("sleep(20)", SqlInjectionKind.FunctionCall, SqlContext.Bare)]
    [InlineData("ascii(substring(version() from 1 for 1))", SqlInjectionKind.FunctionCall, SqlContext.Bare)]
    [InlineData("2010-01-01'+sleep(20.to_i)+'", SqlInjectionKind.FunctionCall, SqlContext.SingleQuoted)]
    [InlineData("x\" sleep(10.to_i) \"", SqlInjectionKind.FunctionCall, SqlContext.DoubleQuoted)]
    [InlineData("' AND 1=utl_inaddr.get_host_address((SELECT global_name FROM global_name)) AND 'i'='i", SqlInjectionKind.FunctionCall, SqlContext.SingleQuoted)]
    [InlineData("select load_file('/etc/passwd')", SqlInjectionKind.FileAccess, SqlContext.Bare)]
    [InlineData("1 union select 1 into outfile '/tmp/x'", SqlInjectionKind.FileAccess, SqlContext.Bare)]
    [InlineData("foo')waitfor delay'5:0:20'--", SqlInjectionKind.Statement, SqlContext.SingleQuoted)]
    [InlineData("1;exec xp_cmdshell 'dir'", SqlInjectionKind.Statement, SqlContext.Bare)]
    [InlineData("'; drop table users--", SqlInjectionKind.Statement, SqlContext.SingleQuoted)]
    [InlineData("select version();", SqlInjectionKind.Statement, SqlContext.Bare)]
    [InlineData("'||(select password from users)||'", SqlInjectionKind.Subquery, SqlContext.SingleQuoted)]
    [InlineData("admin'--", SqlInjectionKind.CommentCut, SqlContext.SingleQuoted)]
    [InlineData("admin`-- -", SqlInjectionKind.CommentCut, SqlContext.BackQuoted)]
    [InlineData("(3973=3973)*1", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("MAKE_SET(6151=6151,6152)", SqlInjectionKind.Condition, SqlContext.Bare)]
    [InlineData("1,(BEGIN IF (7136=7136) THEN DBMS_LOCK.SLEEP(5); ELSE DBMS_LOCK.SLEEP(0); END IF; END;)", SqlInjectionKind.FunctionCall, SqlContext.Bare)]
    [InlineData("1) order by 12-- -", SqlInjectionKind.Probing, SqlContext.Bare)]
    [InlineData("INSERT INTO users (name, role) VALUES ('a', 1)", SqlInjectionKind.Statement, SqlContext.Bare)]
    [InlineData("'='", SqlInjectionKind.Condition, SqlContext.SingleQuoted)]
    [InlineData("admin\" #", SqlInjectionKind.CommentCut, SqlContext.DoubleQuoted)]
    [InlineData("' order by 5--", SqlInjectionKind.Probing, SqlContext.SingleQuoted)]
    [InlineData("\" | type %SystemDrive%\\\\config.ini | \"", SqlInjectionKind.Concatenation, SqlContext.DoubleQuoted)]
    public void An_injection_is_found_with_its_kind_and_place(string value, SqlInjectionKind kind, SqlContext context)
    {
        var finding = Detect(value);

        Assert.NotNull(finding);
        Assert.Equal((kind, context), (finding.Kind, finding.Context));
    }

    [Fact]
    public void A_finding_says_where_it_is_and_why()
    {
        var finding = Detect("abc' or 1=1 -- ");

        Assert.NotNull(finding);
        Assert.Equal(Confidence.High, finding.Confidence);
        Assert.Equal("abc", "abc' or 1=1 -- "[..finding.Offset]);
        Assert.Equal("' or 1=1 --", "abc' or 1=1 -- ".Substring(finding.Offset, finding.Length));
        Assert.Equal("t&1=1c", finding.Fingerprint);
        Assert.Equal("leaves a single-quoted text and adds a condition that is always true or always false", finding.Reason);
    }

    [Fact]
    public void A_long_fingerprint_is_cut_and_says_so()
    {
        var finding = Detect("1 union select " + string.Join(',', Enumerable.Range(1, 100)));

        Assert.NotNull(finding);
        Assert.Equal("1US1,1,1,1,1,1,1,1,1,1,1+", finding.Fingerprint);
    }

    [Fact]
    public void Ordinary_text_costs_no_allocation()
    {
        var value = "It's a long sentence, \"quoted\" in part -- and with a dash; select the best of 5 or 6 (if any)."u8.ToArray();

        Assert.Equal(0, Allocation.Of(() => SqlInjection.Detect(value), 100));
    }

    private static SqlFinding? Detect(string value) => SqlInjection.Detect(Encoding.Latin1.GetBytes(value));
}
