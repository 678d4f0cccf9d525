namespace Palisade.Protection.Bots;

/// <summary>Whether a client is the bot that it claims to be.</summary>
public enum BotProof
{
    /// <summary>It claims nothing that could be proved.</summary>
    NotNeeded,

    /// <summary>It is: its address is in a published range, or its name resolves back to it.</summary>
    Verified,

    /// <summary>DNS is being asked.</summary>
    Pending,

    /// <summary>Nobody knows: DNS gave no answer, or is not asked.</summary>
    Unknown,

    /// <summary>It is not.</summary>
    Spoofed,
}

/// <summary>What a client was taken for, and why. Made when the definitions are compiled; requests only point at it.</summary>
/// <param name="Class">What follows from it.</param>
/// <param name="Name">The bot's name, as in its definition; of a browser that is none, the browser it claims to be.</param>
/// <param name="Category">What it is for; null for an ordinary client.</param>
/// <param name="Proof">Whether it is who it claims to be.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record BotFinding(BotClass Class, string Name, BotCategory? Category, BotProof Proof, string Reason)
{
    /// <summary>An ordinary client.</summary>
    public static readonly BotFinding Nothing = new(BotClass.None, "", null, BotProof.NotNeeded, "Nothing about it is out of the ordinary.");
}
