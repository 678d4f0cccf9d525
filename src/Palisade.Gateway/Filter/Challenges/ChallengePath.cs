namespace Palisade.Gateway.Filter.Challenges;

/// <summary>The one path of a protected site that belongs to the gateway.</summary>
internal static class ChallengePath
{
    /// <summary>The path, without a query.</summary>
    public const string Text = "/.palisade/challenge";

    /// <summary>Whether a request's target is the path.</summary>
    public static bool Is(ReadOnlySpan<byte> target) => target.SequenceEqual("/.palisade/challenge"u8);
}
