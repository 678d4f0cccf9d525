namespace Palisade.Protection.Bots;

/// <summary>What a client is taken for. The words of files and events are the lower-case names.</summary>
public enum BotClass
{
    /// <summary>A browser, or a program that pretends nothing.</summary>
    None,

    /// <summary>A bot that the site's owner usually wants, and that proved to be the one it claims to be.</summary>
    Good,

    /// <summary>A program where people are expected, or headers that do not go together.</summary>
    Suspicious,

    /// <summary>A tool that attacks, or a bot that claims to be another one.</summary>
    Malicious,
}
