using System.Net;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Inspect;

namespace Palisade.Gateway.Record;

/// <summary>The last stage, which runs for every request whatever happened: phase 5, event, access line, metrics.</summary>
internal sealed class Recorder(Inspector inspector, Action<InspectedRequest>? listener)
{
    /// <summary>Ends the exchange's story.</summary>
    public void Run(Exchange exchange)
    {
        inspector.Finish(exchange);
        listener?.Invoke(new(new IPEndPoint(exchange.Client.Address, exchange.Client.Port), exchange.Transaction?.Findings ?? [], exchange.Transaction?.Faults ?? []));
    }
}
