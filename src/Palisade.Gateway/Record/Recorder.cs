using Palisade.Gateway.Accept;
using Palisade.Gateway.Inspect;

namespace Palisade.Gateway.Record;

/// <summary>The last stage, which runs for every request whatever happened: phase 5, event, access line, metrics.</summary>
internal sealed class Recorder(Inspector inspector)
{
    /// <summary>Ends the exchange's story.</summary>
    public void Run(Exchange exchange) => inspector.Finish(exchange);
}
