using Palisade.Engine.Outcome;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.Engine.Values;

namespace Palisade.Cli.Explain;

/// <summary>Runs a request through rules in this process, as a gateway would, and keeps what each phase found.</summary>
internal static class Explainer
{
    /// <summary>Runs all phases the request reaches.</summary>
    public static Explanation Explain(RuleSet rules, RequestText request, TimeProvider clock)
    {
        using var transaction = new Transaction(rules, new CollectionStore(clock), request.Head, keepSilent: true);
        var phases = new List<PhaseStory>();
        var stop = Run(1, transaction.RequestHeaders);
        stop ??= Run(2, () => Body(transaction.RequestBodySettings, request.Body, transaction.RequestBody));
        if (request.Response is { } response)
        {
            stop ??= Run(3, () => transaction.ResponseHeaders(response));
            if (stop is null) Run(4, () => Body(transaction.ResponseBodySettings, request.ResponseBody, transaction.ResponseBody));
        }

        Run(5, () =>
        {
            transaction.Finish();
            return null;
        });
        return new Explanation(phases, transaction.Interruption, transaction.WouldInterrupt, [.. transaction.Evidence], transaction.GaveUp, [.. transaction.Faults], request.Notes);

        Interruption? Run(int number, Func<Interruption?> phase)
        {
            var before = transaction.Findings.Count;
            var decided = phase();
            phases.Add(new(number, [.. transaction.Findings.Skip(before)], transaction.InboundScore, transaction.OutboundScore));
            return decided;
        }
    }

    private static Interruption? Body(BodySettings settings, ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, bool, Interruption?> phase)
    {
        var isLonger = settings.Access && body.Length > settings.LimitBytes;
        return phase(isLonger ? body[..(int)settings.LimitBytes] : body, isLonger);
    }
}
