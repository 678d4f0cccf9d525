using System.Text.Json;
using Palisade.Engine.Tests.Conformance;

namespace Palisade.Engine.Tests.JsonCases;

/// <summary>The runner of ModSecurity's cases is honest: what it calls passed has passed, and it skips by need, not by name.</summary>
public sealed class JsonCaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-cases").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"type":"op","name":"streq","param":"a","input":"a","ret":1}""", true)]
    [InlineData("""{"type":"op","name":"streq","param":"a","input":"a","ret":0}""", false)]
    [InlineData("""{"type":"op","name":"STREQ","param":"é","input":"\\xc3\\xa9","ret":1}""", true)]
    [InlineData("""{"type":"op","name":"streq","param":"é","input":"\\u0123\\x45","ret":0}""", true)]
    [InlineData("""{"type":"op","name":"streq","param":"#E","input":"\\u0123\\x45","ret":1}""", true)]
    [InlineData("""{"type":"op","name":"nosuch","param":"","input":"","ret":1}""", false)]
    [InlineData("""{"type":"op","name":"rx","param":"(","input":"(","ret":1}""", false)]
    [InlineData("""{"type":"tfn","name":"lowercase","input":"A","output":"a","ret":0}""", true)]
    [InlineData("""{"type":"tfn","name":"lowercase","input":"A","output":"A","ret":0}""", false)]
    [InlineData("""{"type":"tfn","name":"nosuch","input":"A","output":"A","ret":0}""", false)]
    public void A_unit_case_passes_when_it_tells_the_truth(string json, bool expected) => Assert.Equal(expected, Only(json).Run().Passed);

    [Theory]
    [InlineData("""{"http_code":403}""", "deny,status:403", true)]
    [InlineData("""{"http_code":403}""", "deny,status:404", false)]
    [InlineData("""{"http_code":200}""", "deny,status:403", false)]
    [InlineData("""{"http_code":200}""", "pass", true)]
    [InlineData("""{"http_code":302,"redirect_url":"http://x/"}""", "redirect:http://x/", true)]
    [InlineData("""{"http_code":302,"redirect_url":"http://x/"}""", "redirect:http://y/", false)]
    [InlineData("""{"parser_error":"Rules error"}""", "pass", false)]
    [InlineData("""{"parser_error":"Rules error"}""", "nosuchaction", true)]
    [InlineData("""{"http_code":200}""", "nosuchaction", false)]
    [InlineData("""{"http_code":403,"debug_log":"","audit_log":""}""", "deny,status:403", true)]
    public void A_regression_case_passes_when_it_tells_the_truth(string expected, string actions, bool passes)
    {
        var only = Only(Regression(expected, $"SecRule ARGS:a \\\"@streq b\\\" \\\"id:1,phase:2,{actions}\\\""));
        Assert.Null(only.SkipReason);
        Assert.Equal(passes, only.Run().Passed);
    }

    [Fact]
    public void Bodies_headers_and_addresses_reach_the_rules()
    {
        const string json = """
            {"title":"t","expected":{"http_code":403},
             "client":{"ip":"203.0.113.7","port":123},"server":{"ip":"10.0.0.1","port":8080},
             "request":{"method":"POST","uri":"/p?q=1","http_version":1.0,"headers":{"X-One":"1","Content-Type":"application/x-www-form-urlencoded"},"body":["a=1&","b=2"]},
             "response":{"protocol":"HTTP/1.0","headers":{"Content-Type":"text/html"},"body":["one","two"]},
             "rules":["SecRuleEngine On","SecResponseBodyAccess On",
              "SecRule REMOTE_ADDR \"@streq 203.0.113.7\" \"id:1,phase:4,deny,status:403,chain\"",
              "SecRule SERVER_PORT \"@eq 8080\" \"chain\"","SecRule REQUEST_LINE \"@streq POST /p?q=1 HTTP/1.0\" \"chain\"",
              "SecRule REQUEST_HEADERS:X-One \"@streq 1\" \"chain\"","SecRule REQUEST_BODY \"@rx ^a=1&\\nb=2\\n$\" \"chain\"","SecRule ARGS:q \"@eq 1\" \"chain\"",
              "SecRule RESPONSE_PROTOCOL \"@streq HTTP/1.0\" \"chain\"","SecRule RESPONSE_BODY \"@streq onetwo\" \"t:none,t:removeWhitespace,chain\"","SecRule RESPONSE_STATUS \"@eq 200\""]}
            """;
        var verdict = Only(json).Run();
        Assert.True(verdict.Passed, verdict.Text);
    }

    [Theory]
    [InlineData("""{"debug_log":"Target value"}""", "", "expects ModSecurity's own log")]
    [InlineData("""{"http_code":403,"error_log":"x"}""", "", "expects ModSecurity's own log")]
    [InlineData("""{}""", "", "expects nothing")]
    [InlineData("""{"http_code":403}""", "\"resource\":\"lua\",", "needs lua")]
    [InlineData("""{"http_code":403}""", "\"resource\":\"libxml2\",", null)]
    [InlineData("""{"http_code":403}""", "\"enabled\":0,", "is switched off")]
    public void A_case_is_skipped_for_what_it_needs(string expected, string more, string? reason) =>
        Assert.Equal(reason, Only(Regression(expected, "SecAction \\\"id:1,deny\\\"", more)).SkipReason);

    [Theory]
    [InlineData("SecRule ARGS \\\"@rbl x.example\\\" \\\"id:1\\\"", "asks the network")]
    [InlineData("SecRule FILES_TMPNAMES \\\"@inspectFile /x\\\" \\\"id:1\\\"", "runs programs")]
    [InlineData("SecRule ARGS \\\"@pmFromFile test-cases/data/none.txt\\\" \\\"id:1\\\"", "needs test-cases/data/none.txt, which is not here")]
    public void Rules_are_skipped_for_what_they_need(string rule, string reason) =>
        Assert.Equal(reason, Only(Regression("""{"http_code":200}""", rule)).SkipReason);

    [Fact]
    public void Data_files_are_found_above_the_file_of_cases()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "test-cases", "data"));
        File.WriteAllText(Path.Combine(_folder, "test-cases", "data", "words.txt"), "evil\n");
        var only = Only(Regression("""{"http_code":403}""", "SecRule ARGS:a \\\"@pmFromFile test-cases/data/words.txt\\\" \\\"id:1,phase:2,deny,status:403\\\"").Replace("?a=b", "?a=evil", StringComparison.Ordinal));
        Assert.Null(only.SkipReason);
        Assert.True(only.Run().Passed);
    }

    [Fact]
    public void What_is_neither_format_is_left_out() => Assert.Empty(Load("""[{"type":"other"}, 1, {"rules":[]}]"""));

    [Fact]
    public void A_case_that_cannot_be_read_fails()
    {
        var broken = Only("""{"type":"op","name":"streq","param":"\ud800","input":"","ret":0}""");
        Assert.Null(broken.SkipReason);
        Assert.False(broken.Run().Passed);
    }

    [Fact]
    public void A_file_that_is_no_JSON_is_a_fault() => Assert.ThrowsAny<JsonException>(() => Load("[{"));

    private static string Regression(string expected, string rule, string more = "") =>
        $$"""{"title":"t",{{more}}"expected":{{expected}},"request":{"method":"GET","uri":"/?a=b"},"rules":["SecRuleEngine On","{{rule}}"]}""";

    private ConformanceCase Only(string json) => Assert.Single(Load($"[{json}]"));

    private IReadOnlyList<ConformanceCase> Load(string json)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "regression"));
        var file = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(file, json);
        return CaseFiles.Load(file);
    }
}
