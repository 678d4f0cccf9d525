namespace Palisade.Engine.Tests.Differential;

/// <summary>Leaves out what a session needs not to show its difference.</summary>
internal static class SessionShrinker
{
    public static Session Shrink(Session session)
    {
        var before = -1;
        for (var size = Size(session); size != before; size = Size(session))
        {
            before = size;
            session = Without(session, s => s.Exchanges, (s, exchanges) => s with { Exchanges = exchanges });
            for (var i = 0; i < session.RuleSets.Count; i++)
            {
                var set = i;
                session = Without(session, s => s.RuleSets[set], (s, texts) => s with { RuleSets = [.. s.RuleSets.Select((t, at) => at == set ? texts : t)] });
            }

            for (var i = 0; i < session.Exchanges.Count; i++)
            {
                var at = i;
                session = Without(session, s => s.Exchanges[at].Query, (s, query) => Change(s, at, e => e with { Query = query }));
                session = Without(session, s => s.Exchanges[at].Headers, (s, headers) => Change(s, at, e => e with { Headers = headers }));
                session = Try(session, Change(session, at, e => e with { Body = "" }));
                session = Try(session, Change(session, at, e => e with { ResponseBody = "" }));
            }

            session = Try(session, session with { Order = 0 });
            session = Try(session, session with { Hops = false });
        }

        return session;
    }

    private static int Size(Session session) =>
        session.RuleSets.Sum(s => s.Count) + session.Exchanges.Sum(e => 1 + e.Query.Count + e.Headers.Count + e.Body.Length + e.ResponseBody.Length);

    private static Session Change(Session session, int at, Func<ExchangePlan, ExchangePlan> change) =>
        session with { Exchanges = [.. session.Exchanges.Select((e, i) => i == at ? change(e) : e)] };

    private static Session Try(Session session, Session smaller) => smaller.Run() is null ? session : smaller;

    private static Session Without<T>(Session session, Func<Session, IReadOnlyList<T>> parts, Func<Session, IReadOnlyList<T>, Session> with)
    {
        for (var i = parts(session).Count - 1; i >= 0; i--) session = Try(session, with(session, [.. parts(session).Where((_, at) => at != i)]));
        return session;
    }
}
