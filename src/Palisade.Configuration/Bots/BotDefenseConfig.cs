using Palisade.Configuration.Policies;

namespace Palisade.Configuration.Bots;

/// <summary>What is done with a request because of who seems to send it.</summary>
public enum BotAction
{
    /// <summary>It goes on, and no event says so.</summary>
    Allow,

    /// <summary>It goes on, and leaves an event.</summary>
    Report,

    /// <summary>A browser must show that it is one; see <see cref="ChallengeConfig"/>.</summary>
    Challenge,

    /// <summary>It is refused with 403.</summary>
    Block,
}

/// <summary>What happens to a request that is to be challenged and that cannot run a page: a program, a script's request, an image.</summary>
public enum ProgramsAction
{
    /// <summary>403, as JSON (RFC 9457).</summary>
    Block,

    /// <summary>It goes on, and leaves an event.</summary>
    Allow,
}

/// <summary><c>bot_defense</c>: what is done with bots, for a site or for one of its routes.</summary>
public sealed record BotDefenseConfig : PolicySpec
{
    /// <summary>A folder of bot files (<c>*.yaml</c>), over the built-in ones; null (the default) for those alone. Relative to the policy file.</summary>
    public string? Bots { get; init; }

    /// <summary>What is done by class.</summary>
    public BotActionsConfig Actions { get; init; } = new();

    /// <summary>Challenges every client that is not a verified bot, whatever its class says, unless that says block. Default false.</summary>
    public bool UnderAttack { get; init; }

    /// <summary>What a challenge is for those that cannot run a page. Default <see cref="ProgramsAction.Block"/>: otherwise not accepting HTML would be the way around it.</summary>
    public ProgramsAction Programs { get; init; }

    /// <summary>How claims to be a good bot are checked.</summary>
    public BotVerificationConfig Verification { get; init; } = new();

    /// <summary>The challenge.</summary>
    public ChallengeConfig Challenge { get; init; } = new();

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at) => [.. Verification.Check($"{at}.verification"), .. Challenge.Check($"{at}.challenge")];
}

/// <summary>What is done by class.</summary>
public sealed record BotActionsConfig
{
    /// <summary>With verified bots that sites usually want. Default allow.</summary>
    public BotAction Good { get; init; } = BotAction.Allow;

    /// <summary>With programs where people are expected, and headers that do not go together. Default report.</summary>
    public BotAction Suspicious { get; init; } = BotAction.Report;

    /// <summary>With attack tools and false bots. Default block.</summary>
    public BotAction Malicious { get; init; } = BotAction.Block;

    /// <summary>With everybody else. Default allow.</summary>
    public BotAction None { get; init; } = BotAction.Allow;
}
