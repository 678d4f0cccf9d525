namespace Palisade.Protection.Apis.Schemas;

/// <summary>Where a value is not as its schema has it. Says what was expected, never what was there.</summary>
/// <param name="At">The value, as a JSON pointer; empty for the whole of it.</param>
/// <param name="Expected">As in <c>at most 10 items</c>.</param>
/// <param name="IsDirection">Whether the fault is a member that only the other side may send.</param>
internal readonly record struct SchemaFault(string At, string Expected, bool IsDirection);
