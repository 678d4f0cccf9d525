using Xunit.Sdk;

namespace Palisade.Engine.Tests.Conformance;

/// <summary>A theory over cases; a case whose last argument gives a reason is skipped for it and counted as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Palisade.Engine.Tests.Conformance." + nameof(CaseDiscoverer), "Palisade.Engine.Tests")]
internal sealed class CaseTheoryAttribute : TheoryAttribute;
