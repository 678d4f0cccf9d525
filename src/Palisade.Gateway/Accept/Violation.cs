namespace Palisade.Gateway.Accept;

/// <summary>A way in which a request breaks the rules of HTTP.</summary>
/// <param name="Name">As operators know it (<c>VIOL_HTTP_PROTOCOL_…</c>).</param>
/// <param name="Detail">What exactly, in one sentence.</param>
/// <param name="Status">What the client is told.</param>
/// <param name="Passable">
/// Whether the request could go on regardless, as it does in simulation. False where the server would not take it or where it
/// could not be written again without changing what it says.
/// </param>
internal sealed record Violation(string Name, string Detail, int Status = 400, bool Passable = false);
