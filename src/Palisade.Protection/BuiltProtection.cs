using Palisade.Engine.Programs;
using Palisade.SecLang;

namespace Palisade.Protection;

/// <summary>What came of building.</summary>
/// <param name="Rules">Ready to serve, or null where a diagnostic is an error.</param>
/// <param name="Diagnostics">Every error and warning, in file order.</param>
public sealed record BuiltProtection(RuleSet? Rules, IReadOnlyList<Diagnostic> Diagnostics);
