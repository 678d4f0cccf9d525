using Palisade.Bench.Accuracy.Corpora;

namespace Palisade.Bench.Accuracy.Sending;

/// <summary>Several senders that share the requests of a file among them.</summary>
internal static class Crowd
{
    private const int Size = 16;

    /// <summary>Sends all of them.</summary>
    /// <returns>What became of each, in the order of the file.</returns>
    public static async Task<Outcome[]> SendAsync(int port, IReadOnlyList<LabelledRequest> requests, CancellationToken stop)
    {
        var outcomes = new Outcome[requests.Count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Size).Select(_ => Task.Run(WorkAsync, stop)));
        return outcomes;

        async Task WorkAsync()
        {
            using var sender = new Sender(port);
            for (var i = Interlocked.Increment(ref next); i < requests.Count; i = Interlocked.Increment(ref next))
            {
                outcomes[i] = await sender.SendAsync(requests[i], stop);
            }
        }
    }
}
