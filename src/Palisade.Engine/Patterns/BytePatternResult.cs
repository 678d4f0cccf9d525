using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns;

/// <summary>A pattern ready to run, or why there is none: exactly one of the two.</summary>
public readonly record struct BytePatternResult(BytePattern? Pattern, PatternFault? Fault);
