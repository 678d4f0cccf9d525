namespace Palisade.Trust.Sealing;

/// <summary>A secret that only who has the tenant's sealing key can open.</summary>
/// <param name="KeyId">Which of the tenant's keys.</param>
/// <param name="Sealed"><c>version(1) nonce(12) tag(16) ciphertext</c>.</param>
public sealed record SealedSecret(string KeyId, ReadOnlyMemory<byte> Sealed);
