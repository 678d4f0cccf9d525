namespace Palisade.Engine.Outcome;

/// <summary>The value that made a rule match.</summary>
/// <param name="Name">The variable with its key, as <c>ARGS:user</c>.</param>
/// <param name="Value">The value before transformation.</param>
/// <param name="Transformed">The value the operator saw.</param>
/// <param name="Match">The part of it that matched, where the operator knows; otherwise the whole.</param>
public sealed record MatchedValue(string Name, ReadOnlyMemory<byte> Value, ReadOnlyMemory<byte> Transformed, ReadOnlyMemory<byte> Match);

/// <summary>One rule that matched. Texts have their macros expanded; bytes are widened (Latin-1).</summary>
public sealed record Finding(
    Rules.RuleInfo Rule,
    string Message,
    string Data,
    IReadOnlyList<MatchedValue> Values,
    bool Logged,
    bool AuditLogged,
    bool Disruptive);
