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

    // The times are those of nginx's lingering_time and lingering_timeout, for the same reason.
    private const long MostOfBody = 64 * 1024 * 1024;
    private static readonly TimeSpan LongestBody = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    /// <summary>Whether a client may still be sending: GET and HEAD come whole, unless their head was too large to be read to its end.</summary>
    public static bool IsNeeded(RawHead head) =>
        (head.Oddities & (HeadOddities.LongLine | HeadOddities.LargeHeaders)) is not HeadOddities.None
        || !(head.Method.Span.SequenceEqual("GET"u8) || head.Method.Span.SequenceEqual("HEAD"u8));

    /// <summary>Reads until the client closes, or it is enough.</summary>
    public static ValueTask DrainAsync(PipeReader input, TimeProvider clock) => DrainAsync(input, MostBytes, Longest, Longest, clock, CancellationToken.None);

    /// <summary>The same for a client that was answered within its body: whoever sends a large one looks for an answer when all is sent, not before.</summary>
    /// <param name="stop">The server is stopping.</param>
    public static ValueTask AfterAnswerAsync(PipeReader input, TimeProvider clock, CancellationToken stop) => DrainAsync(input, MostOfBody, LongestBody, LongestSilence, clock, stop);

    private static async ValueTask DrainAsync(PipeReader input, long bytes, TimeSpan longest, TimeSpan silence, TimeProvider clock, CancellationToken stop)
    {
        using var over = new CancellationTokenSource(longest, clock);
        using var silent = new CancellationTokenSource(silence, clock);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(over.Token, silent.Token, stop);
        try
        {
            for (long drained = 0; drained < bytes;)
            {
                var result = await input.ReadAsync(any.Token);
                drained += result.Buffer.Length;
                input.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted || result.IsCanceled) return;
                silent.CancelAfter(silence);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or InvalidOperationException)
        {
            // Long enough, or the client went, or the server closed the connection in the middle of a read.
        }
    }
}
