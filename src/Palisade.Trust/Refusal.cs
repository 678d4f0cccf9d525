namespace Palisade.Trust;

/// <summary>Why something was not accepted. Never holds a secret: it may be logged and shown.</summary>
/// <typeparam name="TKind">The closed list of reasons of one place.</typeparam>
/// <param name="Kind">For programs, metrics and tests.</param>
/// <param name="Reason">For people: one sentence.</param>
public sealed record Refusal<TKind>(TKind Kind, string Reason)
    where TKind : struct, Enum;
