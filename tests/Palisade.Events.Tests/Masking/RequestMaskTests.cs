using System.Text.RegularExpressions;
using Palisade.Events.Masking;

namespace Palisade.Events.Tests.Masking;

public sealed class RequestMaskTests
{
    [Theory]
    [InlineData("/a?q=1", "/a?q=1")]
    [InlineData("/a?password=x", "/a?password=***")]
    [InlineData("/a?user=bob&password=x&z=1", "/a?user=bob&password=***&z=1")]
    [InlineData("/a?PassWord=x", "/a?PassWord=***")]
    [InlineData("/a?p%61ssword=x", "/a?p%61ssword=***")]
    [InlineData("/a?p%2561ssword=x", "/a?p%2561ssword=***")]
    [InlineData("/a?user%5Bpwd%5D=x&b=2", "/a?user%5Bpwd%5D=***&b=2")]
    [InlineData("/a?password=", "/a?password=")]
    [InlineData("/a?password=a=b;c=d&e", "/a?password=***&e")]
    [InlineData("/a?x;password=y", "/a?x;password=***")]
    [InlineData("/a?next=%2Flogin%3Fpassword%3Dx&b=2", "/a?next=***&b=2")]
    [InlineData("/a?next=%252Flogin%253Fpassword%253Dx", "/a?next=***")]
    [InlineData("/a?json={\"password\":\"x y\"}&b=2", "/a?json={\"password\":\"***\"}&b=2")]
    [InlineData("/a?json=%7B%22password%22%3A%22x%22%7D", "/a?json=***")]
    [InlineData("/a;password=x/b?c=d", "/a;password=***")]
    [InlineData("/a?token=x&broken=y", "/a?token=***&broken=y")]
    [InlineData("/a?mytoken=x", "/a?mytoken=x")]
    [InlineData("/a?n=4111111111111111", "/a?n=***")]
    [InlineData("/a?n=4111+1111-1111%201111&m=1", "/a?n=***&m=1")]
    [InlineData("/a?n=%34%31%31%31%31%31%31%31%31%31%31%31%31%31%31%31", "/a?n=***")]
    [InlineData("/a?n=4111111111111112", "/a?n=4111111111111112")]
    [InlineData("/a?n=12-4111-1111-1111-1111-7", "/a?n=12-***-7")]
    [InlineData("/a?t=1700000000000", "/a?t=1700000000000")]
    [InlineData("/a?\u00ff=\u00fe", "/a?\u00ff=\u00fe")]
    public void A_target_keeps_names_and_loses_masked_values(string target, string expected) =>
        Assert.Equal(expected, Some.Mask().Target(Some.Bytes(target)));

    [Theory]
    [InlineData("Authorization", "Basic dTpw", "***")]
    [InlineData("X-Api-Key", "k", "***")]
    [InlineData("X-Password", "k", "***")]
    [InlineData("Accept", "*/*", "*/*")]
    [InlineData("Cookie", "theme=dark; PHPSESSID=abc; XSRF-TOKEN=def; connect.sid=ghi; n=1", "theme=dark; PHPSESSID=***; XSRF-TOKEN=***; connect.sid=***; n=1")]
    [InlineData("Set-Cookie", "ASP.NET_SessionId=abc; Path=/; HttpOnly", "ASP.NET_SessionId=***; Path=/; HttpOnly")]
    [InlineData("Referer", "https://x/?password=a&b=c", "https://x/?password=***&b=c")]
    public void Headers_are_masked_by_name(string name, string value, string expected) =>
        Assert.Equal(expected, Some.Mask().Header(name, Some.Bytes(value)));

    [Theory]
    [InlineData("""{"user":"bob","password":"x","n":1}""", """{"user":"bob","password":"***","n":1}""")]
    [InlineData("""{"Password" : "a\"b" , "n":1}""", """{"Password" : "***" , "n":1}""")]
    [InlineData("""{"p\u0061ssword":"x"}""", """{"p\u0061ssword":"***"}""")]
    [InlineData("""{"card":{"number":"1","cvv":[2]},"n":1}""", """{"card":***,"n":1}""")]
    [InlineData("""{"password":12,"n":1""", """{"password":***""")]
    [InlineData("""{'password':'x',n:1}""", """{'password':'***',n:1}""")]
    [InlineData("""{"x":"{\"password\":\"hunter\",\"n\":1}"}""", """{"x":"{\"password\":\"***\",\"n\":1}"}""")]
    [InlineData("""<a><password>x</password><b>y</b></a>""", """<a><password>***</password><b>y</b></a>""")]
    [InlineData("""<a><n:Password k="v">x<!--y--></n:Password></a>""", """<a><n:Password k="v">***</n:Password></a>""")]
    [InlineData("""<a password="x" n='1'>y</a>""", """<a password="***" n='1'>y</a>""")]
    [InlineData("""<a><password/>y</a>""", """<a><password/>y</a>""")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nx\r\ny\r\n--b\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\nz\r\n--b--", "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n***\r\n--b\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\nz\r\n--b--")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer abc\r\nAccept: b\r\n", "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: ***\r\nAccept: b\r\n")]
    [InlineData("user=bob&password=x y\r\nz&n=1", "user=bob&password=***&n=1")]
    [InlineData("plain text", "plain text")]
    public void Whole_texts_of_any_kind_are_masked_inside(string text, string expected) => Assert.Equal(expected, Some.Mask().Text(text));

    [Fact]
    public void Patterns_mask_wherever_they_match_and_a_slow_one_masks_all()
    {
        var rules = new MaskingRules { Patterns = [new Regex("cust-[0-9]+", RegexOptions.None, TimeSpan.FromSeconds(1))] };
        Assert.Equal("/a?id=***&b=1", Some.Mask(rules: rules).Target("/a?id=cust-77&b=1"u8));
        var slow = new MaskingRules { Patterns = [new Regex("^(a|aa)+c", RegexOptions.ExplicitCapture, TimeSpan.FromMilliseconds(1))] };
        Assert.Equal("***", Some.Mask(rules: slow).Target(Some.Bytes(new string('a', 60) + "bc")));
    }

    [Fact]
    public void Names_can_be_chosen_and_the_built_in_ones_left_out()
    {
        var rules = new MaskingRules { Names = ["iban"], Credentials = false, CardNumbers = false };
        Assert.Equal("/a?myIban=***&password=x&token=y&n=4111111111111111", Some.Mask(rules: rules).Target("/a?myIban=x&password=x&token=y&n=4111111111111111"u8));
    }

    [Fact]
    public void What_a_rule_sanitised_is_masked_in_every_place()
    {
        var mask = Some.Mask(new RequestFacts { Target = Some.Bytes("/a?nick=swordfish"), Sanitised = [new SanitisedName("ARGS", "nick"), new SanitisedName("REQUEST_BODY", "")] });
        Assert.Equal("/a?nick=***", mask.Target("/a?nick=swordfish"u8));
        Assert.Equal("***", Assert.Single(mask.Findings([Some.Finding("ARGS_GET:nick", "swordfish", "word")])).Match);
        Assert.Equal("***", Assert.Single(mask.Findings([Some.Finding("REQUEST_BODY", "anything", "any")])).Match);
        Assert.Equal("***", mask.Audit("REQUEST_BODY", "", "anything"));
    }

    [Theory]
    [InlineData("ARGS:q", "1' or '1", "' or '", "' or '")]
    [InlineData("ARGS:password", "1' or '1", "' or '", "***")]
    [InlineData("ARGS_POST:json.user.password", "x", "x", "***")]
    [InlineData("ARGS_POST:json.passwords.array_0", "x", "x", "***")]
    [InlineData("ARGS_NAMES:password", "password", "password", "password")]
    [InlineData("REQUEST_HEADERS:Authorization", "Basic x", "x", "***")]
    [InlineData("REQUEST_COOKIES:sessionid", "x", "x", "***")]
    [InlineData("REQUEST_COOKIES:theme", "<script>", "<script>", "<script>")]
    [InlineData("REQUEST_URI", "/a?password=hunter2&q=<script>", "<script>", "<script>")]
    [InlineData("REQUEST_URI", "/a?password=hunter2&q=%3Cscript%3E", "<SCRIPT>", "<SCRIPT>")]
    [InlineData("REQUEST_URI", "/a?password=hunter2&q=1", "rd=hun", "***")]
    [InlineData("REQUEST_URI", "/a?password=hunter2&q=1", "hunter2", "***")]
    [InlineData("REQUEST_URI", "/a?password=hunter2&q=1", "HUNTER2", "***")]
    [InlineData("REQUEST_URI", "/a?password=hunter2&q=1", "password=hunter2&q=1", "***")]
    [InlineData("REQUEST_BODY", "a=1&password=hunter2", "aHVudGVyMg", "***")]
    [InlineData("REQUEST_HEADERS:Cookie", "a=<b>; sid=hunter2", "a=<b>", "a=<b>")]
    [InlineData("REQUEST_HEADERS:Cookie", "a=<b>; sid=hunter2", "unter", "***")]
    [InlineData("TX:1", "hunter2", "hunter2", "***")]
    [InlineData("XML:/*", "bobhunter2", "bobh", "***")]
    [InlineData("MATCHED_VAR", "xx hunter2 <script>", "<script>", "<script>")]
    [InlineData("ARGS:n", "my card 4111111111111111", "4111111111111111", "***")]
    [InlineData("ARGS:n", "my card 4111111111111111", "card", "card")]
    public void A_match_is_shown_only_when_it_holds_no_secret(string variable, string value, string match, string expected)
    {
        var mask = Some.Mask(new RequestFacts { Target = Some.Bytes("/a?password=hunter2&q=1") });
        Assert.Equal(expected, Assert.Single(mask.Findings([Some.Finding(variable, value, match)])).Match);
    }

    [Theory]
    [InlineData("ARGS:q", "Matched Data: x found within ARGS:q: x", "Matched Data: x found within ARGS:q: x")]
    [InlineData("ARGS:password", "Matched Data: x found within ARGS:password: x", "***")]
    [InlineData("ARGS:q", "captured hunter2 before", "captured *** before")]
    [InlineData("ARGS:q", "captured unter before", "captured *** before")]
    [InlineData("ARGS:q", "target /a?password=zzz&x=1", "target /a?password=***&x=1")]
    public void Log_text_is_masked(string variable, string data, string expected)
    {
        var mask = Some.Mask(new RequestFacts { Target = Some.Bytes("/a?password=hunter2") });
        Assert.Equal(expected, Assert.Single(mask.Findings([Some.Finding(variable, "x", "x", data)])).Data);
    }

    [Fact]
    public void A_message_with_a_secret_is_shown_as_the_rule_has_it_written()
    {
        var mask = Some.Mask(new RequestFacts { Target = Some.Bytes("/a?password=hunter2") });
        Assert.Equal("as written", mask.Findings([Some.Finding("ARGS:q", "x", "x", message: "saw hunter2")])[0].Message);
        Assert.Equal("saw x", mask.Findings([Some.Finding("ARGS:q", "x", "x", message: "saw x")])[0].Message);
    }

    [Fact]
    public void What_matched_at_a_masked_place_is_masked_where_a_later_rule_logs_it()
    {
        // The first rule decoded the value, so it stands nowhere in the request as it is logged by the second.
        var findings = Some.Mask().Findings([Some.Finding("ARGS:password", "c3dvcmRmaXNo", "swordfish"), Some.Finding("ARGS:q", "x", "x", data: "TX.0 is swordfish")]);
        Assert.Equal("TX.0 is ***", findings[1].Data);
    }

    [Fact]
    public void A_name_that_holds_a_secret_is_masked_too()
    {
        var finding = Some.Mask().Findings([Some.Finding("""ARGS_NAMES:{"password":"hunter2","q":1}""", "x", "x")])[0];
        Assert.Equal("""{"password":"***","q":1}""", finding.Location?.Name);
    }

    [Fact]
    public void Findings_carry_what_their_tags_say()
    {
        var raw = Some.Finding("ARGS:q", "x", "x") with { Tags = ["attack-sqli", "paranoia-level/2"], Severity = 2, Phase = 2, File = "a.conf", Line = 7 };
        raw = raw with { Matches = [.. raw.Matches, new RawMatch("ARGS:r", Some.Bytes("y"), Some.Bytes("y")), new RawMatch("REQUEST_BODY", default, default)] };
        var finding = Some.Mask().Findings([raw])[0];
        Assert.Equal((AttackType.SqlInjection, 2, EventSeverity.Critical, 2, "a.conf", 7), (finding.AttackType, finding.ParanoiaLevel, finding.Severity, finding.Phase, finding.File, finding.Line));
        Assert.Equal(new EventLocation("ARGS", "q"), finding.Location);
        Assert.Equal([new EventLocation("ARGS", "r"), new EventLocation("REQUEST_BODY", null)], finding.AlsoAt);
    }

    [Fact]
    public void A_rule_without_variable_has_no_location()
    {
        var finding = Some.Mask().Findings([new RawFinding { RuleId = 5 }])[0];
        Assert.Null(finding.Location);
        Assert.Null(finding.Match);
        Assert.Null(finding.Data);
        Assert.Null(finding.AttackType);
    }

    [Theory]
    [InlineData("REQUEST_HEADERS", "Authorization", "Basic x", "***")]
    [InlineData("REQUEST_HEADERS", "Cookie", "sid=x; a=b", "sid=***; a=b")]
    [InlineData("REQUEST_URI_RAW", "", "/a?password=x", "/a?password=***")]
    [InlineData("REQUEST_BODY", "text/plain", "note hunter2", "note ***")]
    [InlineData("MATCHED_VAR", "", "note unter", "note ***")]
    [InlineData("MATCHED_VAR", "", "note", "note")]
    public void An_audit_log_gets_the_same(string variable, string name, string value, string expected) =>
        Assert.Equal(expected, Some.Mask(new RequestFacts { Body = Some.Bytes("password=hunter2") }).Audit(variable, name, value));
}
