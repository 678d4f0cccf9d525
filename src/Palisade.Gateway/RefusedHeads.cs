using System.IO.Pipelines;
using Microsoft.Extensions.Logging;
using Palisade.Gateway.Accept.Wire;

namespace Palisade.Gateway;

/// <summary>Sends what the path says to a head that never became a request, and ends the connection well.</summary>
internal sealed partial class RefusedHeads(RequestPath path, ILogger<RefusedHeads> log)
{
    /// <summary>Never throws: a client that does not wait for its answer is no fault.</summary>
    public async ValueTask AnswerAsync(RawHead head, ReadOnlyMemory<byte> body, WireConnection connection, PipeWriter output)
    {
        try
        {
            var answer = path.Refuse(head, body, connection);
            if (answer.Length > 0) await output.WriteAsync(answer);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or InvalidOperationException)
        {
            Log.NotAnswered(log, gone);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Debug, "A refused request could not be answered: the client is gone.")]
        public static partial void NotAnswered(ILogger logger, Exception fault);
    }
}
