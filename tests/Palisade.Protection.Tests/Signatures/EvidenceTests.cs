using System.Net;
using System.Text;
using Palisade.Engine.Compilation;
using Palisade.Engine.Http;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.SecLang;

namespace Palisade.Protection.Tests.Signatures;

/// <summary>What evidence weighs together: each thing once.</summary>
public sealed class EvidenceTests
{
    [Theory]
    [InlineData("/?a=quote", 3)] // two kinds that see the same bytes
    [InlineData("/?a=quote&b=quote", 3)] // the same bytes in two places
    [InlineData("/?a=quote+and+more+shell", 6)] // two kinds that see different parts
    [InlineData("/?a=quote&b=shell", 6)] // and in two values
    [InlineData("/?a=quote+weak", 3)] // what is weak adds nothing where something stronger counts
    [InlineData("/?a=quote&b=weak", 5)] // but does elsewhere
    [InlineData("/?a=weak+faint", 2)] // two weak things in one value are one
    [InlineData("/?a=weak&b=faint", 4)]
    [InlineData("/?a=quote+hidden", 5)] // hiding adds
    [InlineData("/?a=hidden", 2)]
    [InlineData("/?a=nothing", 0)]
    [InlineData("/?a=strong+quote+shell", 11)]
    public void Each_thing_counts_once(string target, int score) => Assert.Equal(score, Run(target, 0).Score);

    [Fact]
    public void Reasons_say_what_counts()
    {
        var reasons = Run("/?a=quote", 0).Reasons;
        Assert.Equal([(1, true), (2, false)], reasons);
    }

    [Fact]
    public void What_is_known_of_the_client_adds_to_an_attack_and_weighs_nothing_without_one()
    {
        Assert.Equal(5, Run("/?a=quote", 2).Score);
        Assert.Equal(0, Run("/?a=nothing", 2).Score);
        Assert.Equal(2, Run("/?a=hidden", 2).Score);
    }

    private static (int Score, List<(long, bool)> Reasons) Run(string target, int suspicion)
    {
        var parsed = SecLangParser.Parse("rules.conf", """
            SecRule ARGS "@rx quote" "id:1,phase:2,pass,evidence:SQL=3"
            SecRule ARGS "@rx uot" "id:2,phase:2,pass,evidence:XPATH=3"
            SecRule ARGS "@rx shell" "id:3,phase:2,pass,evidence:SHELL=3"
            SecRule ARGS "@rx weak" "id:4,phase:2,pass,evidence:PATH=2"
            SecRule ARGS "@rx faint" "id:5,phase:2,pass,evidence:CODE=2"
            SecRule ARGS "@rx hidden" "id:6,phase:2,pass,evidence:DETECTION_EVASION=2"
            SecRule ARGS "@rx strong" "id:7,phase:2,pass,evidence:CODE=5"
            SecRule TX:blocking_inbound_anomaly_score "@ge 5" "id:8,phase:2,deny,status:403"
            """.Replace("pass,", "pass,capture,", StringComparison.Ordinal));
        var (rules, faults) = RuleCompiler.Compile(parsed.Directives, new() { Mode = EngineMode.On });
        Assert.Empty(faults);
        var head = new RequestHead(
            "evidence", DateTimeOffset.UnixEpoch, new(IPAddress.Loopback, 1, IPAddress.Loopback, 80), "GET"u8.ToArray(), Encoding.ASCII.GetBytes(target), "HTTP/1.1"u8.ToArray(), default, []);
        using var transaction = new Transaction(rules!, new(TimeProvider.System), head);
        if (suspicion > 0) transaction.Suspect(suspicion, "a known scanner");
        transaction.RequestHeaders();
        transaction.RequestBody(default, truncated: false);
        // The rule that compares the score sees it.
        Assert.Equal(transaction.InboundScore >= 5, transaction.Interruption is not null);
        return (transaction.InboundScore, [.. transaction.Evidence.Where(e => e.Rule is not null).Select(e => (e.Rule!.Id, e.Counted))]);
    }
}
