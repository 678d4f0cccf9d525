using Palisade.SecLang;

namespace Palisade.Protection.Policies;

/// <summary>What came of building policies.</summary>
/// <param name="Site">Ready to serve, or null where a diagnostic is an error.</param>
/// <param name="Objects">How many objects were read.</param>
/// <param name="Files">Every file that had a part in it, for whoever watches for changes.</param>
public sealed record BuiltPolicies(SitePolicy? Site, IReadOnlyList<Diagnostic> Diagnostics, int Objects, IReadOnlyList<string> Files);
