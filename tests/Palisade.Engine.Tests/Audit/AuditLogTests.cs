using System.Text.Json;
using Palisade.Engine.Rules;
using Palisade.Engine.Tests.Scenarios;

namespace Palisade.Engine.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-audit-").FullName;

    private string Log => Path.Combine(_folder, "audit.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_relevant_transaction_is_one_line_in_the_form_of_ModSecurity_v3()
    {
        Scenario.Rules($$"""
            SecAuditEngine RelevantOnly
            SecAuditLogParts ABCFHZ
            SecAuditLog {{Log}}
            SecComponentSignature "test/1"
            SecRule ARGS:a "@streq evil" "id:7,phase:2,deny,status:406,msg:'Found %{MATCHED_VAR}',tag:'t1',severity:CRITICAL,ver:'v1'"
            """).Post("/form?q=1", "a=evil").Blocks(406);

        using var document = JsonDocument.Parse(Assert.Single(File.ReadAllLines(Log)));
        var transaction = document.RootElement.GetProperty("transaction");
        Assert.Equal("198.51.100.7", transaction.GetProperty("client_ip").GetString());
        Assert.Equal("test-0001", transaction.GetProperty("unique_id").GetString());
        var request = transaction.GetProperty("request");
        Assert.Equal("/form?q=1", request.GetProperty("uri").GetString());
        Assert.Equal("a=evil", request.GetProperty("body").GetString());
        Assert.Equal("shop.example", request.GetProperty("headers").GetProperty("Host").GetString());
        Assert.Equal(406, transaction.GetProperty("response").GetProperty("http_code").GetInt32());
        Assert.Equal("test/1", transaction.GetProperty("producer").GetProperty("components")[0].GetString());
        var message = Assert.Single(transaction.GetProperty("messages").EnumerateArray());
        Assert.Equal("Found evil", message.GetProperty("message").GetString());
        var details = message.GetProperty("details");
        Assert.Equal("7", details.GetProperty("ruleId").GetString());
        Assert.Equal("2", details.GetProperty("severity").GetString());
        Assert.Equal("t1", details.GetProperty("tags")[0].GetString());
    }

    [Fact]
    public void Nothing_is_written_for_a_transaction_that_is_not_relevant()
    {
        Scenario.Rules($"SecAuditEngine RelevantOnly\nSecAuditLog {Log}\nSecRule ARGS \"@rx .\" \"id:1,phase:1,pass,nolog\"").Get("/?a=1").Passes();
        Assert.False(File.Exists(Log));
    }

    [Fact]
    public void A_relevant_status_is_enough()
    {
        Scenario.Rules($"SecAuditEngine RelevantOnly\nSecAuditLogRelevantStatus \"^(?:5|4(?!04))\"\nSecAuditLog {Log}").Get("/").Answer(503, "").Passes().Answer(404, "").Passes();
        Assert.Single(File.ReadAllLines(Log));
    }

    [Fact]
    public void What_a_rule_sanitises_is_not_written()
    {
        Scenario.Rules($$"""
            SecAuditEngine On
            SecAuditLogParts ABCFHZ
            SecAuditLog {{Log}}
            SecAction "id:1,phase:2,pass,nolog,sanitiseArg:pw,sanitiseRequestHeader:X-Key"
            SecRule ARGS:pw "@rx ." "id:2,phase:2,pass,msg:'m',logdata:'%{MATCHED_VAR}'"
            """).Post("/login?pw=s3cret", "pw=s3cret").Header("X-Key", "s3cret").Passes();
        Assert.DoesNotContain("s3cret", File.ReadAllText(Log), StringComparison.Ordinal);
    }

    [Fact]
    public void Parallel_writes_a_file_for_each_transaction_and_an_index()
    {
        Scenario.Rules($"SecAuditEngine On\nSecAuditLogType Parallel\nSecAuditLog {Log}\nSecAuditLogStorageDir {_folder}", new() { Mode = EngineMode.On }).Get("/").Passes();
        var path = Assert.Single(File.ReadAllLines(Log)).Split(' ')[0];
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        Assert.Equal("test-0001", document.RootElement.GetProperty("transaction").GetProperty("unique_id").GetString());
    }

    [Fact]
    public void A_disk_that_refuses_is_a_fault_and_nothing_more()
    {
        var tx = Scenario.Rules($"SecAuditEngine On\nSecAuditLog {Path.Combine(_folder, "missing", "audit.log")}").Get("/").Run();
        Assert.Contains(tx.Faults, f => f.StartsWith("the audit log could not be written", StringComparison.Ordinal));
    }
}
