using Palisade.Configuration;

namespace Palisade.Gateway.Inspect;

/// <summary>What the operator chose for requests that could not be inspected, or not in full.</summary>
/// <param name="Engine">After a fault of the engine.</param>
/// <param name="Pattern">After a pattern ran into its limit.</param>
internal readonly record struct FailModes(FailMode Engine, FailMode Pattern);
