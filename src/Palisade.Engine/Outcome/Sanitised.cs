using Palisade.Engine.Rules;

namespace Palisade.Engine.Outcome;

/// <summary>A name that a rule's <c>sanitise…</c> action wants masked in everything written about this request.</summary>
/// <param name="Variable"><c>ARGS</c>, <c>REQUEST_HEADERS</c>, <c>RESPONSE_HEADERS</c>, or whichever variable matched.</param>
/// <param name="Name">The member's name, widened; empty for a scalar variable as a whole.</param>
public readonly record struct Sanitised(VariableId Variable, string Name);
