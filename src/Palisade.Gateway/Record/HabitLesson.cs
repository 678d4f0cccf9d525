using Palisade.Gateway.Accept;
using Palisade.Protection.Bots;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Gateway.Record;

/// <summary>What a site learns of a request when it is over.</summary>
internal static class HabitLesson
{
    /// <summary>Whether it may be taken for an ordinary one: nobody found anything in it or in its client, and the application answered it well.</summary>
    public static bool Teaches(Exchange exchange) =>
        exchange is { Served: not null, Verdict: null, WouldBe: null, Status: >= 200 and < 400, Violations.Count: 0, PolicyFindings.Count: 0 }
        && exchange.Bot.Class is not (BotClass.Suspicious or BotClass.Malicious)
        && exchange.Transaction is { Findings.Count: 0, Faults.Count: 0 };

    /// <summary>Teaches its site.</summary>
    public static void Give(Exchange exchange)
    {
        var path = exchange.Site.HasPolicies ? exchange.Path : PlainPath.Of(exchange.Head.Target);
        exchange.Served!.Habits.Learn(exchange.Transaction!, path.Span);
    }
}
