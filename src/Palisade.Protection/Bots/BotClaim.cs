namespace Palisade.Protection.Bots;

/// <summary>A definition with every finding that it can lead to.</summary>
public sealed class BotClaim
{
    /// <summary>Makes the findings.</summary>
    internal BotClaim(BotDefinition bot)
    {
        Bot = bot;
        NotNeeded = Finding(bot.Class, BotProof.NotNeeded, Named(bot));
        Verified = Finding(bot.Class, BotProof.Verified, $"It claims to be {bot.Name}, and its address is one of {bot.Name}'s.");
        Pending = Finding(bot.Class, BotProof.Pending, $"It claims to be {bot.Name}; DNS is being asked whether it is.");
        Unknown = Finding(BotClass.Suspicious, BotProof.Unknown, $"It claims to be {bot.Name}, and DNS gave no answer whether it is.");
        TooMany = Finding(BotClass.Suspicious, BotProof.Unknown, $"It claims to be {bot.Name}, and too many such claims wait for DNS.");
        NotAsked = Finding(BotClass.None, BotProof.Unknown, $"It claims to be {bot.Name}, which nobody checked: verification is off.");
        Spoofed = Finding(BotClass.Malicious, BotProof.Spoofed, $"It claims to be {bot.Name}, and its address is none of {bot.Name}'s.");
    }

    /// <summary>The definition.</summary>
    public BotDefinition Bot { get; }

    /// <summary>Whether an address must prove the claim.</summary>
    public bool NeedsProof => Bot.CanBeVerified && Bot.Class is BotClass.Good or BotClass.None;

    /// <summary>The claim alone decides.</summary>
    public BotFinding NotNeeded { get; }

    /// <summary>It is who it claims to be.</summary>
    public BotFinding Verified { get; }

    /// <summary>It is being found out.</summary>
    public BotFinding Pending { get; }

    /// <summary>It could not be found out. Not taken for good: whoever owns an address can make its reverse DNS fail.</summary>
    public BotFinding Unknown { get; }

    /// <summary>It is not being found out, for want of room.</summary>
    public BotFinding TooMany { get; }

    /// <summary>The operator wants no DNS.</summary>
    public BotFinding NotAsked { get; }

    /// <summary>It is not who it claims to be.</summary>
    public BotFinding Spoofed { get; }

    private static string Named(BotDefinition bot) => bot.Class switch
    {
        BotClass.Malicious => $"It names itself {bot.Name}, a tool for attacks.",
        BotClass.Suspicious => $"It names itself {bot.Name}, a program and no browser.",
        _ => $"It names itself {bot.Name}.",
    };

    private BotFinding Finding(BotClass kind, BotProof proof, string reason) => new(kind, Bot.Name, Bot.Category, proof, reason);
}
