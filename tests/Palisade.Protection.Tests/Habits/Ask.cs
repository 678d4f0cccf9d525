using System.Net;
using System.Text;
using Palisade.Engine.Compilation;
using Palisade.Engine.Http;
using Palisade.Engine.Outcome;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.Engine.Values;
using Palisade.Protection.Habits;
using Palisade.Protection.Policies.Matching;
using Palisade.SecLang;

namespace Palisade.Protection.Tests.Habits;

/// <summary>Requests to a site with a few rules.</summary>
internal static class Ask
{
    private static readonly Lazy<RuleSet> Rules = new(Compile);
    private static readonly CollectionStore Collections = new(TimeProvider.System);

    /// <summary>An ordinary request, answered by the application.</summary>
    public static void Teach(SiteHabits site, string target, int client)
    {
        using var transaction = Begin(target, client);
        site.Learn(transaction, PlainPath.Of(transaction.Head.Target).Span);
    }

    /// <summary>What comes of a request.</summary>
    public static (int Score, IReadOnlyList<Evidence> Reasons, bool Blocked) Of(SiteHabits site, string target, string body = "", string type = "")
    {
        using var transaction = new Transaction(Rules.Value, Collections, Head(target, 1, type));
        transaction.Compare(site.Check);
        if (transaction.RequestHeaders() is null) transaction.RequestBody(Encoding.ASCII.GetBytes(body), truncated: false);
        return (transaction.InboundScore, transaction.Evidence, transaction.Interruption is not null);
    }

    /// <summary>A request after its two phases.</summary>
    public static Transaction Begin(string target, int client)
    {
        var transaction = new Transaction(Rules.Value, Collections, Head(target, client, ""));
        transaction.RequestHeaders();
        transaction.RequestBody(default, truncated: false);
        return transaction;
    }

    private static RuleSet Compile()
    {
        var parsed = SecLangParser.Parse("rules.conf", """
            SecRequestBodyAccess On
            SecRule REQUEST_METHOD "@unconditionalMatch" "id:9,phase:1,pass,nolog,ctl:forceRequestBodyVariable=On"
            SecRule ARGS|ARGS_NAMES|REQUEST_BODY "@rx weak" "id:1,phase:2,pass,capture,evidence:PATH=3"
            SecRule ARGS "@rx faint" "id:2,phase:2,pass,capture,evidence:CODE=2"
            SecRule ARGS "@rx hidden" "id:3,phase:2,pass,capture,evidence:DETECTION_EVASION=2"
            SecRule TX:blocking_inbound_anomaly_score "@ge 5" "id:8,phase:2,deny,status:403"
            """);
        var (rules, faults) = RuleCompiler.Compile(parsed.Directives, new() { Mode = EngineMode.On });
        Assert.Empty(faults);
        return rules!;
    }

    private static RequestHead Head(string target, int client, string type) => new(
        "habits", DateTimeOffset.UnixEpoch, new(new IPAddress([10, (byte)(client >> 8), (byte)client, 7]), 1, IPAddress.Loopback, 80),
        "GET"u8.ToArray(), Encoding.ASCII.GetBytes(target), "HTTP/1.1"u8.ToArray(), default, type.Length == 0 ? [] : [new("Content-Type"u8.ToArray(), Encoding.ASCII.GetBytes(type))]);
}
