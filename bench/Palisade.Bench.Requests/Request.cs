namespace Palisade.Bench.Requests;

/// <summary>One request as it goes over the wire.</summary>
/// <param name="Bytes">Head and body.</param>
/// <param name="IsAttack">Whether a firewall must refuse it with 403; everything else is answered with 200.</param>
public sealed record Request(string Name, byte[] Bytes, bool IsAttack = false);
