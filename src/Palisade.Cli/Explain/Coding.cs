using Palisade.Engine.Bodies;

namespace Palisade.Cli.Explain;

/// <summary>Takes content codings off a message's body, as the gateway does before rules see it.</summary>
internal static class Coding
{
    private const int MostBytes = 64 * 1024 * 1024;
    private const int MostRatio = 1032;

    /// <summary>The body without codings, and what is worth telling about it.</summary>
    public static (ReadOnlyMemory<byte> Body, IReadOnlyList<string> Notes) Remove(RawMessage message)
    {
        var names = string.Join(',', RawMessage.Values(message.Headers, "Content-Encoding"));
        var decoded = ContentDecoding.Decode(message.Body, names, truncated: false, new DecodingLimits(MostBytes, MostRatio));
        return decoded.Outcome is DecodingOutcome.Complete
            ? (decoded.Bytes, message.Notes)
            : (decoded.Bytes, [.. message.Notes, $"the body's coding '{names}' could not be removed: {decoded.Outcome.ToString().ToLowerInvariant()}"]);
    }
}
