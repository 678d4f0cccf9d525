namespace Palisade.SecLang.Tests.Grammar;

/// <summary>Directives with a syntax of their own, and settings.</summary>
public sealed class DirectiveTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "SecRule ARGS \"@rx a\"", "SecRule ARGS @rx[a]" },
        { "SecRule ARGS \"@rx a\" \"\"", "SecRule ARGS @rx[a]" },
        { "SecRule ARGS a id:1", "SecRule ARGS @rx[a] id=1" },
        { "SecRule ARGS\"@rx a\"\"id:1\"", "SecRule ARGS @rx[a] id=1" },
        { "SecAction \"id:1,pass\"", "SecAction id=1 pass" },
        { "SecMarker END", "SecMarker END" },
        { "SecMarker \"END-X\"", "SecMarker END-X" },
        { "SecDefaultAction \"phase:2,log,pass\"", "SecDefaultAction phase=2 log pass" },
        { "SecRuleScript a.lua \"id:1,deny\"", "SecRuleScript a.lua id=1 deny" },
        { "SecRuleScript \"/a b.lua\"", "SecRuleScript /a b.lua" },
        { "SecRuleRemoveById 1", "SecRuleRemoveById 1" },
        { "SecRuleRemoveById 1 2 5-9", "SecRuleRemoveById 1,2,5-9" },
        { "SecRuleRemoveById \"1-5 7,9\"", "SecRuleRemoveById 1-5,7,9" },
        { "SecRuleRemoveByTag attack-.*", "SecRuleRemoveByTag Tag[attack-.*]" },
        { "SecRuleRemoveByTag \"a b\"", "SecRuleRemoveByTag Tag[a b]" },
        { "SecRuleRemoveByMsg SQL injection", "SecRuleRemoveByMsg Msg[SQL injection]" },
        { "SecRuleUpdateTargetById 1 !ARGS:a", "SecRuleUpdateTargetById 1 !ARGS:a" },
        { "SecRuleUpdateTargetById 1-3,7 \"!ARGS:a|TX:b\"", "SecRuleUpdateTargetById 1-3,7 !ARGS:a|TX:b" },
        { "SecRuleUpdateTargetById 1 \"ARGS:a\" \"REQUEST_URI\"", "SecRuleUpdateTargetById 1 ARGS:a REQUEST_URI" },
        { "SecRuleUpdateTargetByTag \"attack sqli\" \"!ARGS:/^x/\"", "SecRuleUpdateTargetByTag Tag[attack sqli] !ARGS~^x~" },
        { "SecRuleUpdateTargetByMsg foo !ARGS", "SecRuleUpdateTargetByMsg Msg[foo] !ARGS" },
        { "SecRuleUpdateActionById 12 \"deny,status:403\"", "SecRuleUpdateActionById 12:0 deny status=403" },
        { "SecRuleUpdateActionById 12:1 \"t:none\"", "SecRuleUpdateActionById 12:1 t=none" },
        { "SecDataset words `\none\n  two \n# not this\n\nthree`\nSecMarker A", "SecDataset words [one;two;three]\nSecMarker A" },
        { "SecDataset words \"one\"", "SecDataset words [one]" },
        { "SecComponentSignature \"a/1.0\"", "SecComponentSignature [a/1.0]" },
        { "SecResponseBodyMimeType text/plain text/html", "SecResponseBodyMimeType [text/plain] [text/html]" },
        { "SecResponseBodyMimeTypesClear", "SecResponseBodyMimeTypesClear" },
        { "SecUnicodeMapFile unicode.mapping 20127", "SecUnicodeMapFile [unicode.mapping] [20127]" },
        { "Include rules/*.conf", "Include [rules/*.conf]" },
        { "IncludeOptional \"a b.conf\"", "IncludeOptional [a b.conf]" },
    };

    [Theory, MemberData(nameof(Texts))]
    public void A_directive_is_read(string text, string expected) => Assert.Equal(expected, RuleText.Show(text));

    [Theory]
    [InlineData("SecRuleEngine On|off|DetectionONLY")]
    [InlineData("SecAuditEngine On|Off|RelevantOnly")]
    [InlineData("SecAuditLogType Serial|Parallel|Concurrent|HTTPS")]
    [InlineData("SecAuditLogFormat JSON|Native|OCSF|JsonLegacy")]
    [InlineData("SecAuditLogParts ABIJDEFHZ|A|ABCDEFGHIJKZ")]
    [InlineData("SecAuditLogFileMode 0600|600|default")]
    [InlineData("SecRequestBodyLimit 0|13107200|4294967296")]
    [InlineData("SecRequestBodyLimitAction Reject|ProcessPartial")]
    [InlineData("SecDebugLogLevel 0|9")]
    [InlineData("SecArgumentSeparator &|;")]
    [InlineData("SecAuditLogRelevantStatus \"^(?:5|4(?!04))\"")]
    [InlineData("SecConnEngine Off")]
    [InlineData("SecCookieFormat 0")]
    [InlineData("SecContentInjection Off")]
    [InlineData("SecUploadKeepFiles On|Off")]
    [InlineData("SecRemoteRulesFailAction Abort|Warn")]
    [InlineData("SecCollectionTimeout 600")]
    public void A_setting_takes_its_values(string line)
    {
        var name = line[..line.IndexOf(' ')];
        foreach (var value in line.Contains('"') ? [line[(name.Length + 1)..]] : line[(name.Length + 1)..].Split('|')) Assert.Equal("", RuleText.Faults($"{name} {value}"));
    }

    public static TheoryData<string, string, string?> Wrong => new()
    {
        { "SecRuleEngin On", "1,1 SL1101", "did you mean SecRuleEngine?" },
        { "SecRull ARGS a", "1,1 SL1101", "did you mean SecRule?" },
        { "<IfModule a>", "1,1 SL1101", "sections of Apache are not part of the rule language; keep what is inside them" },
        { "\"id:1\"", "1,1 SL1101", "the line before it may lack its backslash" },
        { "SecAction\n  \"id:1,\\\n  deny\"\nSecMarker", "1,1 SL1104 2,3 SL1101 4,1 SL1104", null },
        { "ServerName a", "1,1 SL1101", null },
        { "SecRuleEngine", "1,1 SL1104", null },
        { "SecRule ARGS", "1,1 SL1104", null },
        { "SecRuleUpdateTargetById 1", "1,1 SL1104", null },
        { "SecAction", "1,1 SL1104", null },
        { "SecMarker", "1,1 SL1104", null },
        { "SecMarker a b", "1,13 SL1105", "put arguments with blanks in quotes, and write \\\" for a quote inside them" },
        { "SecRule ARGS @rx a id:1", "1,20 SL1105", null },
        { "SecResponseBodyMimeTypesClear x", "1,31 SL1105", null },
        { "SecRuleEngine On # now", "1,18 SL1005?", "give it a line of its own: Apache takes it for arguments" },
        { "SecRuleEngine Yes", "1,15 SL1106", "write On or Off or DetectionOnly" },
        { "SecRequestBodyLimit 10M", "1,21 SL1106", "write a whole number from 0" },
        { "SecRequestBodyLimit -1", "1,21 SL1106", "write a whole number from 0" },
        { "SecRequestBodyLimit 99999999999999999999", "1,21 SL1106", "write a whole number from 0" },
        { "SecDebugLogLevel 10", "1,18 SL1106", "write a whole number from 0 to 9" },
        { "SecAuditLogParts ABQ", "1,18 SL1106", "write letters out of ABCDEFGHIJKZ, as ABCFHZ" },
        { "SecAuditLogFileMode 0888", "1,21 SL1106", "write three or four octal digits, as 0600, or default" },
        { "SecUploadFileMode 06", "1,19 SL1106", null },
        { "SecArgumentSeparator ab", "1,22 SL1106", "write a single character" },
        { "SecUnicodeMapFile unicode.mapping", "1,1 SL1104", null },
        { "SecUnicodeMapFile unicode.mapping x", "1,35 SL1106", null },
        { "SecAuditLogFormat XML", "1,19 SL1106", null },
        { "SecUploadKeepFiles RelevantOnly", "1,20 SL1102", "choose On or Off" },
        { "SecContentInjection On", "1,21 SL1102", null },
        { "SecChrootDir /a", "1,1 SL1102", "confine the process with the service manager" },
        { "SecRemoteRules key https://a/b", "1,1 SL1102", "rules are read from files only: download the file in your deployment and Include it" },
        { "SecCookieV0Separator ;", "1,1 SL1102", null },
        { "SecConnEngine On", "1,15 SL1103?", null },
        { "SecXmlExternalEntity On", "1,22 SL1103?", null },
        { "SecHashKey a rand", "1,1 SL1103?", null },
        { "SecPcreMatchLimitRecursion 1000", "1,1 SL1103?", null },
        { "SecRuleRemoveById a", "1,19 SL1107", "write 942100, or 942100-942199" },
        { "SecRuleRemoveById \"1 b-2, 3-1\"", "1,22 SL1107 1,27 SL1107", null },
        { "SecRuleRemoveById \"\"", "1,20 SL1107", null },
        { "SecRuleUpdateTargetById x !ARGS", "1,25 SL1107", null },
        { "SecRuleUpdateActionById 1:x \"deny\"", "1,25 SL1107", null },
        { "SecRuleUpdateActionById 1:9999999999 \"deny\"", "1,25 SL1107", null },
        { "SecRuleUpdateTargetById 1 !ARGZ", "1,28 SL1201", null },
        { "\u00FF\u00FES\0e\0c\0", "1,1 SL1003", "save it as UTF-8" },
        { "SecMarker A\n\0", "2,1 SL1003 2,1 SL1101", null },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_fault_in_a_directive_is_found_where_it_is(string text, string expected, string? hint)
    {
        Assert.Equal(expected, RuleText.Faults(text));
        if (hint is not null) Assert.Equal(hint, RuleText.Parse(text).Diagnostics[0].Hint);
    }

    [Fact]
    public void A_message_shows_bytes_that_a_terminal_would_act_on_as_numbers() =>
        Assert.Equal("There is no directive '\\x1b[31m'", RuleText.Parse("\x1b[31m").Diagnostics[0].Message);

    [Fact]
    public void A_diagnostic_is_one_line_for_editors_and_people() =>
        Assert.Equal("test.conf(1,9): error SL1201: There is no variable 'ARGZ' (did you mean ARGS?)", RuleText.Parse("SecRule ARGZ a").Diagnostics[0].ToString());

    [Fact]
    public void After_a_thousand_faults_reading_ends()
    {
        var result = RuleText.Parse(string.Concat(Enumerable.Repeat("SecNonsense\n", 5000)));

        Assert.Equal(1001, result.Diagnostics.Count);
        Assert.Equal(DiagnosticCode.TooManyFaults, result.Diagnostics[^1].Code);
    }
}
