using System.Net;
using Palisade.Configuration.Bots;

namespace Palisade.Protection.Bots;

/// <summary>A <c>bot_defense</c>, compiled: who is known, and what is done. Immutable.</summary>
public sealed class BotDefense
{
    private static readonly Lazy<BotCatalog> BuiltInCatalog = new(() => new(BotLibrary.BuiltIn().Bots));

    /// <summary>Makes a checked policy ready.</summary>
    /// <param name="name">The name of its object.</param>
    public BotDefense(string name, BotDefenseConfig config, BotCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(config);
        (Name, Config, Catalog) = (name, config, catalog);
        Servers = [.. config.Verification.Servers.Select(s => BotVerificationConfig.Server(s)!)];
    }

    /// <summary>The definitions that every gateway has. Made on first use, in some tens of milliseconds.</summary>
    public static BotCatalog BuiltIn => BuiltInCatalog.Value;

    /// <summary>The name of its object.</summary>
    public string Name { get; }

    /// <summary>As written.</summary>
    public BotDefenseConfig Config { get; }

    /// <summary>Who is known.</summary>
    public BotCatalog Catalog { get; }

    /// <summary>The DNS servers that are named; empty for the system's.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; }

    /// <summary>What is done with a client.</summary>
    public BotAction ActionFor(BotFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var actions = Config.Actions;
        var action = finding.Class switch
        {
            BotClass.Good => actions.Good,
            BotClass.Suspicious => actions.Suspicious,
            BotClass.Malicious => actions.Malicious,
            _ => actions.None,
        };
        return Config.UnderAttack && finding.Class is not BotClass.Good && action is not BotAction.Block ? BotAction.Challenge : action;
    }

    /// <summary>How hard a client's proof of work is, in leading zero bits.</summary>
    public int DifficultyFor(BotFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Class switch
        {
            BotClass.Malicious => Config.Challenge.MaliciousDifficulty,
            BotClass.Suspicious => Config.Challenge.SuspiciousDifficulty,
            _ => Config.Challenge.Difficulty,
        };
    }
}
