using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Record;

/// <summary>The words that events and metrics use for what the path decides. A contract with whoever filters by them.</summary>
internal static class Words
{
    /// <summary>Why something was not inspected.</summary>
    public static string Of(UninspectedReason why) => why switch
    {
        UninspectedReason.BeyondLimit => "over_budget",
        UninspectedReason.BidirectionalStream => "bidirectional_stream",
        UninspectedReason.Upgrade => "upgraded",
        UninspectedReason.NotAskedFor => "not_asked_for",
        UninspectedReason.Undecodable => "undecodable",
        UninspectedReason.Bomb => "decompression_bomb",
        UninspectedReason.SlowResponse => "slow_response",
        _ => "failed_open",
    };

    /// <summary>What became of a request.</summary>
    public static string Of(Exchange exchange) => exchange.Verdict?.Kind switch
    {
        VerdictKind.Block => "blocked",
        VerdictKind.Challenge => "challenged",
        VerdictKind.Answered => "answered",
        VerdictKind.Drop => "dropped",
        VerdictKind.Redirect => "redirected",
        VerdictKind.Refuse => "refused",
        VerdictKind.Limit => "limited",
        VerdictKind.NoSite => "no_site",
        VerdictKind.Closed => "closed",
        VerdictKind.OriginFailed => "origin_failed",
        VerdictKind.EngineFailed => "engine_failed",
        VerdictKind.ClientGone => "client_gone",
        _ => exchange.WouldBe is null ? "passed" : "would_block",
    };

    /// <summary>What was done because of who seemed to send a request.</summary>
    public static string Of(BotOutcome outcome) => outcome switch
    {
        BotOutcome.Allowed => "allowed",
        BotOutcome.Reported => "reported",
        BotOutcome.Passed => "passed",
        BotOutcome.Challenged => "challenged",
        BotOutcome.Refused => "refused",
        BotOutcome.Blocked => "blocked",
        BotOutcome.Answered => "answered",
        _ => "not_asked",
    };
}
