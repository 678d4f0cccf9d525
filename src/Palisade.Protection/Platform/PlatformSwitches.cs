using Palisade.Configuration;

namespace Palisade.Protection.Platform;

/// <summary>What the platform says of a site's requests and is no part of its rules.</summary>
/// <param name="WhenEngineFails">Null for what the gateway was started with.</param>
/// <param name="WhenAPatternGivesUp">Null for what the gateway was started with.</param>
/// <param name="BotChallenges">Whether clients are challenged; otherwise they are reported.</param>
public sealed record PlatformSwitches(FailMode? WhenEngineFails, FailMode? WhenAPatternGivesUp, bool BotChallenges)
{
    /// <summary>Of a site that the platform says nothing of.</summary>
    public static PlatformSwitches Usual { get; } = new(null, null, BotChallenges: true);
}
