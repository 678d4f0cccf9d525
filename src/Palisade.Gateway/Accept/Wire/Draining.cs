using System.IO.Pipelines;

namespace Palisade.Gateway.Accept.Wire;

/// <summary>
/// Reads on for a little while before a connection is closed. A connection that is closed with bytes unread is reset, and a
/// reset takes the answer away from a client that is still sending (RFC 9112, section 9.6).
/// </summary>
internal static class Draining
{
    private const long MostBytes = 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Whether a client may still be sending: GET and HEAD come whole, unless their head was too large to be read to its end.</summary>
    public static bool IsNeeded(RawHead head) =>
        (head.Oddities & (HeadOddities.LongLine | HeadOddities.LargeHeaders)) is not HeadOddities.None
        || !(head.Method.Span.SequenceEqual("GET"u8) || head.Method.Span.SequenceEqual("HEAD"u8));

    /// <summary>Reads until the client closes, or it is enough.</summary>
    public static async ValueTask DrainAsync(PipeReader input, TimeProvider clock)
    {
        using var over = new CancellationTokenSource(Longest, clock);
        try
        {
            for (long drained = 0; drained < MostBytes;)
            {
                var result = await input.ReadAsync(over.Token);
                drained += result.Buffer.Length;
                input.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted || result.IsCanceled) return;
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // Long enough, or the client went.
        }
    }
}
