using Microsoft.AspNetCore.Http;
using Palisade.Configuration;
using Palisade.Configuration.Bots;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Filter.Challenges;
using Palisade.Protection.Bots;

namespace Palisade.Gateway.Filter.Bots;

/// <summary>
/// Finds out what a client is and does what the policy says: lets it go on, reports it, challenges it, or blocks it. Without a policy it only finds out,
/// for the request's risk.
/// </summary>
internal sealed class BotFilter(BotVerifier verifier, ChallengeGate gate)
{
    /// <summary>Judges one request. Waits for nothing but the body of an answer to a challenge.</summary>
    public ValueTask RunAsync(Exchange exchange, HttpContext http)
    {
        if (exchange.Site.BotDefenses.Count > 0 && ChallengeGate.IsAnswer(exchange))
        {
            exchange.BotOutcome = BotOutcome.Answered;
            return gate.AnswerAsync(exchange, http);
        }

        if (!exchange.SkipsBots) Run(exchange);
        return default;
    }

    private void Run(Exchange exchange)
    {
        var defense = exchange.Policy.Bots;
        var claim = ClientClaim.Of(defense?.Catalog ?? BotDefense.BuiltIn, exchange.Head.Headers, ClientScheme.IsSecure(exchange));
        var needsProof = defense is not null && claim.Claim is { NeedsProof: true };
        exchange.Bot = needsProof ? verifier.Judge(claim.Claim!, exchange.Client.Address, defense!) : claim.Finding;
        if (defense is not null) Do(exchange, defense, defense.ActionFor(exchange.Bot));
    }

    private void Do(Exchange exchange, BotDefense defense, BotAction action)
    {
        exchange.BotOutcome = action switch
        {
            BotAction.Report => BotOutcome.Reported,
            BotAction.Block => BotOutcome.Blocked,
            BotAction.Challenge => OutcomeOfChallenge(exchange, defense),
            _ => BotOutcome.Allowed,
        };
        if (exchange.BotOutcome is BotOutcome.Allowed or BotOutcome.Passed) return;

        exchange.Found(new PolicyFinding("bot_defense", defense.Name, null, exchange.Bot.Reason) { Tags = [$"bot/{BotWords.Of(exchange.Bot.Class)}"], Severity = exchange.BotOutcome is BotOutcome.Reported ? 5 : 4 });
        // In simulation no page is made that nobody sees, and no puzzle.
        var shown = exchange.Mode is not OperationMode.Simulation;
        if (exchange.BotOutcome is BotOutcome.Blocked) exchange.Decide(new Verdict(VerdictKind.Block, 403, "bot"));
        else if (exchange.BotOutcome is BotOutcome.Refused) exchange.Decide(ChallengeGate.Refuse(exchange));
        else if (exchange.BotOutcome is BotOutcome.Challenged) exchange.Decide(shown ? gate.Challenge(exchange, defense) : new Verdict(VerdictKind.Challenge, defense.Config.Challenge.Status, "challenge"));
    }

    private BotOutcome OutcomeOfChallenge(Exchange exchange, BotDefense defense)
    {
        // Switched off by the platform: nobody is stopped by a page that does not work.
        if (exchange.Served is { Switches.BotChallenges: false }) return BotOutcome.Reported;
        if (gate.HasPass(exchange, defense)) return BotOutcome.Passed;
        return PageClient.Of(exchange) switch
        {
            PageAbility.RunsPages => BotOutcome.Challenged,
            PageAbility.Preflight => BotOutcome.Allowed,
            _ => defense.Config.Programs is ProgramsAction.Allow ? BotOutcome.Reported : BotOutcome.Refused,
        };
    }
}
