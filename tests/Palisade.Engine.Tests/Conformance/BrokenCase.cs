namespace Palisade.Engine.Tests.Conformance;

/// <summary>A case that cannot be read. It fails: what was not run has not passed.</summary>
internal sealed record BrokenCase(string File, string Title, string Fault) : ConformanceCase(File, Title)
{
    public override string? SkipReason => null;

    public override Verdict Run() => new(Passed: false, $"the case cannot be read: {Fault}");
}
