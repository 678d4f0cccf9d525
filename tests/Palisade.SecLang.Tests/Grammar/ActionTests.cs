using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Tests.Grammar;

public sealed class ActionTests
{
    public static TheoryData<string, string> Lists => new()
    {
        { "", "" },
        { "  ", "" },
        { "id:1", "id=1" },
        { "id:'1'", "id=1" },
        { "ID:1,PHASE:Request,DENY", "id=1 phase=Request deny" },
        { " id:1 , phase:2 ,deny ", "id=1 phase=2 deny" },
        { "id:1,msg:'a, b: c'", "id=1 msg=a, b: c" },
        { @"id:1,msg:'it\'s'", "id=1 msg=it's" },
        { @"id:1,msg:'a\\'", @"id=1 msg=a\\" },
        { @"id:1,msg:'say \""x\""'", "id=1 msg=say \"x\"" },
        { "id:1,msg:two words ,pass", "id=1 msg=two words pass" },
        { "id:1,msg:it's", "id=1 msg=it's" },
        { "id:1,tag:'a/b',tag:c", "id=1 tag=a/b tag=c" },
        { "id:1,t:none,t:LOWERCASE,t:urldecodeuni", "id=1 t=none t=lowercase t=urlDecodeUni" },
        { "id:1,t:normalizePath,t:normalisePathWin", "id=1 t=normalisePath t=normalisePathWin" },
        { "id:1,multimatch,capture,nolog,noauditlog,auditlog,log", "id=1 multiMatch capture nolog noauditlog auditlog log" },
        { "id:1,status:403,deny", "id=1 status=403 deny" },
        { "id:1,status:'403',redirect:'http://a/?b=c,d'", "id=1 status=403 redirect=http://a/?b=c,d" },
        { "id:1,redirect:http://a/%{tx.a}", "id=1 redirect=http://a/%{tx.a}" },
        { "id:1,allow", "id=1 allow" },
        { "id:1,allow:phase", "id=1 allow=phase" },
        { "id:1,severity:'CRITICAL'", "id=1 severity=CRITICAL" },
        { "id:1,severity:2", "id=1 severity=2" },
        { "id:1,skipAfter:END-X", "id=1 skipAfter=END-X" },
        { "id:1,skip:2", "id=1 skip=2" },
        { "id:1,setvar:tx.a=b", "id=1 setvar=tx.a=b" },
        { "id:1,setvar:'tx.a=b, c'", "id=1 setvar=tx.a=b, c" },
        { "id:1,setvar:'tx.score=+%{tx.critical}'", "id=1 setvar=tx.score=+%{tx.critical}" },
        { "id:1,setvar:tx.a", "id=1 setvar=tx.a" },
        { "id:1,setvar:!tx.a", "id=1 setvar=!tx.a" },
        { "id:1,setvar:'!tx.a'", "id=1 setvar=!tx.a" },
        { "id:1,setvar:TX.a_%{MATCHED_VAR_NAME}=%{MATCHED_VAR}", "id=1 setvar=TX.a_%{MATCHED_VAR_NAME}=%{MATCHED_VAR}" },
        { "id:1,setvar:tx.a='b,c',pass", "id=1 setvar=tx.a='b,c' pass" },
        { "id:1,setvar:tx.a='b,pass", "id=1 setvar=tx.a='b pass" },
        { "id:1,setvar:SESSION.score=-5,expirevar:SESSION.score=60", "id=1 setvar=SESSION.score=-5 expirevar=SESSION.score=60" },
        { "id:1,initcol:ip=%{REMOTE_ADDR}_%{tx.ua}", "id=1 initcol=ip=%{REMOTE_ADDR}_%{tx.ua}" },
        { "id:1,ctl:ruleRemoveTargetById=942100;ARGS:foo", "id=1 ctl=ruleRemoveTargetById=942100;ARGS:foo" },
        { "id:1,ctl:RULEENGINE=off", "id=1 ctl=ruleEngine=off" },
        { "id:1,ctl:ruleRemoveById=1-5,ctl:ruleRemoveByTag=a", "id=1 ctl=ruleRemoveById=1-5 ctl=ruleRemoveByTag=a" },
        { "id:1,ctl:ruleRemoveTargetByTag=attack-sqli;ARGS:/^x|y/", "id=1 ctl=ruleRemoveTargetByTag=attack-sqli;ARGS:/^x|y/" },
        { "id:1,ctl:auditLogParts=+E,ctl:auditLogParts=ABZ", "id=1 ctl=auditLogParts=+E ctl=auditLogParts=ABZ" },
        { "id:1,ctl:requestBodyProcessor=json", "id=1 ctl=requestBodyProcessor=json" },
        { "id:1,ctl:'ruleRemoveByMsg=a, b'", "id=1 ctl=ruleRemoveByMsg=a, b" },
        { "id:1,sanitizeMatched,sanitiseArg:password,sanitizeMatchedBytes:1/4", "id=1 sanitiseMatched sanitiseArg=password sanitiseMatchedBytes=1/4" },
        { "id:1,sanitiseMatchedBytes,sanitiseRequestHeader:Authorization,sanitizeResponseHeader:Set-Cookie", "id=1 sanitiseMatchedBytes sanitiseRequestHeader=Authorization sanitiseResponseHeader=Set-Cookie" },
        { "id:1,xmlns:xsd=http://www.w3.org/2001/XMLSchema", "id=1 xmlns=xsd=http://www.w3.org/2001/XMLSchema" },
        { "id:1,exec:/usr/bin/a,setenv:'a=%{tx.b}',setuid:%{ARGS.user},setsid:%{REQUEST_COOKIES.sid},setrsc:x", "id=1 exec=/usr/bin/a setenv=a=%{tx.b} setuid=%{ARGS.user} setsid=%{REQUEST_COOKIES.sid} setrsc=x" },
        { "id:1,ver:'OWASP_CRS/4',rev:2,accuracy:8,maturity:'9'", "id=1 ver=OWASP_CRS/4 rev=2 accuracy=8 maturity=9" },
    };

    [Theory, MemberData(nameof(Lists))]
    public void A_list_of_actions_is_read(string text, string expected) =>
        Assert.Equal(expected, RuleText.Show(RuleText.One<RuleDirective>($"SecRule ARGS \"@rx a\" \"{text}\"").Actions));

    [Theory]
    [InlineData("id:1,deny", "id=1 deny")]
    [InlineData("id:1,msg:'two words',deny", "id=1 msg=two words deny")]
    [InlineData("'id:1,msg:\"a, b\",deny'", "id=1 msg=a, b deny")]
    public void Actions_may_stand_without_double_quotes(string text, string expected) =>
        Assert.Equal(expected, RuleText.Show(RuleText.One<ActionDirective>("SecAction " + text).Actions));

    /// <summary>The column is that of the list, which starts at 1.</summary>
    public static TheoryData<string, int, string, string?> Wrong => new()
    {
        { "dney", 1, "SL1401", "did you mean deny?" },
        { "pass,sanitiseMached", 6, "SL1401", "did you mean sanitiseMatched?" },
        { "#deny", 1, "SL1401", "a comment cannot stand inside a rule: continued lines are one line" },
        { "append:x", 1, "SL1402", "bodies are not rewritten; remove the action" },
        { "prepend:x", 1, "SL1402", "bodies are not rewritten; remove the action" },
        { "pause:1", 1, "SL1402", "a request that waits costs the gateway more than the client; use deny, or a rate limit" },
        { "proxy:http://a", 1, "SL1402", "where requests go is decided by routes; use redirect, or a route" },
        { "deprecatevar:ip.a=1/2", 1, "SL1402", "use expirevar" },
        { "id", 1, "SL1403", "write id:…" },
        { "msg", 1, "SL1403", "write msg:…" },
        { "pass,msg:", 10, "SL1403", null },
        { "msg:''", 6, "SL1403", null },
        { "deny:403", 6, "SL1404", "write deny alone" },
        { "id:abc", 4, "SL1405", "write a number from 1" },
        { "id:0", 4, "SL1405", "write a number from 1" },
        { "id:007", 4, "SL1405", "write a number from 1" },
        { "id:-1", 4, "SL1405", "write a number from 1" },
        { "id:99999999999999999999", 4, "SL1405", "write a number from 1" },
        { "phase:6", 7, "SL1405", "write 1 to 5, request, response or logging" },
        { "phase:headers", 7, "SL1405", "write 1 to 5, request, response or logging" },
        { "phase:0", 7, "SL1410?", "write phase:1" },
        { "skip:abc", 6, "SL1405", "write a whole number from 0" },
        { "severity:BAD", 10, "SL1405", "write 0 to 7 or one of EMERGENCY, ALERT, CRITICAL, ERROR, WARNING, NOTICE, INFO, DEBUG" },
        { "severity:8", 10, "SL1410?", "write 0 (EMERGENCY) to 7 (DEBUG)" },
        { "status:ok", 8, "SL1405", "write a status of HTTP, as 403" },
        { "status:1000", 8, "SL1410?", "write one from 100 to 599" },
        { "accuracy:high", 10, "SL1405", "write a whole number from 0" },
        { "allow:all", 7, "SL1405", "write phase or request" },
        { "xmlns:xsd", 7, "SL1405", null },
        { "xmlns:xsd=schema", 7, "SL1405", null },
        { "t:lowercaes", 3, "SL1407", "did you mean lowercase?" },
        { "setvar:txx.a=1", 8, "SL1405", "choose one of TX, GLOBAL, IP, RESOURCE, SESSION, USER" },
        { "setvar:ARGS.a=1", 8, "SL1405", "choose one of TX, GLOBAL, IP, RESOURCE, SESSION, USER" },
        { "setvar:tx=1", 10, "SL1405", "write it as setvar:tx.key" },
        { "setvar:!tx", 11, "SL1405", "write it as setvar:tx.key" },
        { "setvar:tx.=1", 10, "SL1405", "write it as setvar:tx.key" },
        { "setvar:tx.a=%{nope}", 13, "SL1501", null },
        { "expirevar:ip.a", 15, "SL1405", "write it as ip.a=60" },
        { "expirevar:tx.a=1", 11, "SL1410?", "it is for GLOBAL, IP, RESOURCE, SESSION, USER" },
        { "expirevar:nope.a=1", 11, "SL1405", "choose one of GLOBAL, IP, RESOURCE, SESSION, USER" },
        { "initcol:ip", 11, "SL1405", "write it as ip=%{REMOTE_ADDR}" },
        { "initcol:tx=a", 9, "SL1405", "choose one of GLOBAL, IP, RESOURCE, SESSION, USER" },
        { "ctl:ruleEngin=On", 5, "SL1408", "did you mean ruleEngine?" },
        { "ctl:ruleEngine=Maybe", 16, "SL1405", "write ruleEngine=On, Off or DetectionOnly" },
        { "ctl:ruleEngine", 15, "SL1405", "write ruleEngine=On, Off or DetectionOnly" },
        { "ctl:hashEngine=On", 5, "SL1409?", "remove it" },
        { "ctl:ruleRemoveById=a", 20, "SL1107", "write 942100, or 942100-942199" },
        { "ctl:ruleRemoveTargetById=1", 26, "SL1405", "write ruleRemoveTargetById=942100;ARGS:name" },
        { "ctl:ruleRemoveTargetById=1;ARGZ:x", 28, "SL1201", "did you mean ARGS?" },
        { "ctl:requestBodyProcessor=YAML", 26, "SL1405", "write requestBodyProcessor=URLENCODED, MULTIPART, XML, JSON or RAW" },
        { "ctl:auditLogParts=+Q", 19, "SL1405", "write auditLogParts=+ or - and letters of parts, as +E" },
        { "ctl:debugLogLevel=10", 19, "SL1405", "write debugLogLevel=0 to 9" },
        { "pass,,log", 6, "SL1406", "remove the comma" },
        { "pass,", 6, "SL1406", "remove the comma" },
        { "msg:'a", 5, "SL1406", "close it before the end of the actions" },
        { "msg:'it's'", 9, "SL1406", "write \\' for a quote inside a quoted value" },
        { "msg:'%{MATCHED_VARS_NAME}'", 6, "SL1501", "did you mean MATCHED_VARS_NAMES?" },
        { "logdata:'%{tx.a'", 10, "SL1501", null },
        { "tag:%{SCRIPT_UID}", 5, "SL1501", "the gateway runs no scripts; remove the rule" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_fault_in_an_action_is_found_where_it_is(string text, int column, string code, string? hint)
    {
        const string start = "SecAction \"";
        var faults = RuleText.Parse($"{start}{text}\"").Diagnostics;

        Assert.Equal($"1,{start.Length + column} {code}", RuleText.Faults($"{start}{text}\""));
        if (hint is not null) Assert.Equal(hint, faults[0].Hint);
    }

    [Fact]
    public void Phase_0_of_ModSecurity_v3_becomes_phase_1() =>
        Assert.Equal("phase=1", RuleText.Show(Assert.IsType<ActionDirective>(RuleText.Parse("SecAction \"phase:0\"").Directives[0]).Actions));

    [Fact]
    public void Unknown_actions_are_left_out_and_wrong_values_are_kept() =>
        Assert.Equal("id=x pass", RuleText.Show(Assert.IsType<ActionDirective>(RuleText.Parse("SecAction \"id:x,nope,pass\"").Directives[0]).Actions));
}
