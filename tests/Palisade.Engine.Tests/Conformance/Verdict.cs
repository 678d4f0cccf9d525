namespace Palisade.Engine.Tests.Conformance;

/// <summary>How a case ended.</summary>
/// <param name="Passed">Whether what was seen is what the case expects.</param>
/// <param name="Text">What was expected and seen.</param>
internal sealed record Verdict(bool Passed, string Text)
{
    public static Verdict Of(string expected, string seen) => new(string.Equals(expected, seen, StringComparison.Ordinal), $"expected {expected}, seen {seen}");
}
