using Palisade.Engine.Rules;

namespace Palisade.Engine.Audit;

/// <summary>Masks a value before it is written.</summary>
/// <param name="source">Where it comes from: a header, the request target, a body, the data of a finding (MATCHED_VAR).</param>
/// <param name="name">The header's name; the content type for a body; empty otherwise.</param>
/// <param name="value">The bytes, widened.</param>
/// <returns>What may be written.</returns>
public delegate string ValueMask(VariableId source, string name, string value);
