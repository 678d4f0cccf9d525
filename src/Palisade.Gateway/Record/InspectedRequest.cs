using System.Net;
using Palisade.Engine.Outcome;

namespace Palisade.Gateway.Record;

/// <summary>
/// A request at its end with all that the rules found, neither masked nor cut: for tools that test rules in this
/// process, never for a log. What the findings point into is gone once the listener returns.
/// </summary>
/// <param name="Client">Who sent it, as the rules saw it.</param>
/// <param name="Faults">What the engine could not do as the rules asked, in words.</param>
public sealed record InspectedRequest(IPEndPoint Client, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Faults);
